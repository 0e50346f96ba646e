<?php
// A foreign identity and service provider: SimpleSAMLphp's own parser and SAML library, asked by a test over standard input (JSON).
declare(strict_types=1);
use RobRichards\XMLSecLibs\XMLSecurityKey;

error_reporting(E_ALL & ~E_DEPRECATED);
require $argv[1] . '/lib/_autoload.php';
// No configuration of the machine is read.
\SimpleSAML\Configuration::loadFromArray(['logging.handler' => 'errorlog', 'logging.level' => 3], '[test]', 'simplesaml');
$asked = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);

function keyOf(string $algorithm, string $type, string $pem): XMLSecurityKey
{
    $key = new XMLSecurityKey($algorithm, ['type' => $type]);
    $key->loadKey($pem, false, $type === 'public');
    return $key;
}

function issuer(string $name): \SAML2\XML\saml\Issuer
{
    $issuer = new \SAML2\XML\saml\Issuer();
    $issuer->setValue($name);
    return $issuer;
}

function pem(string $base64): string
{
    return "-----BEGIN CERTIFICATE-----\n" . chunk_split($base64, 64, "\n") . "-----END CERTIFICATE-----\n";
}

/** The certificate that it would encrypt for, by its own reading of the metadata. */
function encryptionCertificate(array $provider): string
{
    foreach ($provider['keys'] as $key) {
        if ($key['encryption']) {
            return pem($key['X509Certificate']);
        }
    }
    throw new Exception('no encryption key in the metadata');
}

$answer = [];
if ($asked['do'] === 'service-provider') {
    $provider = \SimpleSAML\Metadata\SAMLParser::parseString($asked['metadata'])->getMetadata20SP();
    $places = array_map(fn ($one) => $one['Location'], $provider['AssertionConsumerService']);
    $answer = ['entity' => $provider['entityid'], 'certificate' => encryptionCertificate($provider), 'consumers' => $places];
} elseif ($asked['do'] === 'identity-provider') {
    $provider = \SimpleSAML\Metadata\SAMLParser::parseString($asked['metadata'])->getMetadata20IdP();
    $signing = array_filter($provider['keys'], fn ($key) => $key['signing']);
    $answer = ['entity' => $provider['entityid'], 'signing' => array_map(fn ($key) => pem($key['X509Certificate']), array_values($signing))];
} elseif ($asked['do'] === 'respond') {
    $provider = \SimpleSAML\Metadata\SAMLParser::parseString($asked['metadata'])->getMetadata20SP();
    $now = $asked['now'];
    $assertion = new \SAML2\Assertion();
    $assertion->setIssuer(issuer($asked['idp']));
    $assertion->setIssueInstant($now);
    $assertion->setNotBefore($now);
    $assertion->setNotOnOrAfter($now + 600);
    $assertion->setValidAudiences([$provider['entityid']]);
    $assertion->setAttributes(['uid' => [$asked['user']]]);
    $assertion->setSignatureKey(keyOf(XMLSecurityKey::RSA_SHA256, 'private', $asked['key']));
    $assertion->setCertificates([$asked['certificate']]);
    $encrypted = new \SAML2\EncryptedAssertion();
    $encrypted->setAssertion($assertion, keyOf(XMLSecurityKey::RSA_OAEP_MGF1P, 'public', encryptionCertificate($provider)));
    $response = new \SAML2\Response();
    $response->setIssuer(issuer($asked['idp']));
    $response->setInResponseTo($asked['request']);
    $response->setDestination($provider['AssertionConsumerService'][0]['Location']);
    $response->setAssertions([$encrypted]);
    $xml = $response->toUnsignedXML();
    $answer = ['response' => $xml->ownerDocument->saveXML($xml)];
} elseif ($asked['do'] === 'take') {
    $document = \SAML2\DOMDocumentFactory::fromString($asked['response']);
    $response = \SAML2\Message::fromXML($document->documentElement);
    $encrypted = $response->getAssertions()[0];
    $assertion = $encrypted->getAssertion(keyOf(XMLSecurityKey::RSA_OAEP_MGF1P, 'private', $asked['key']));
    $good = $assertion->validate(keyOf(XMLSecurityKey::RSA_SHA256, 'public', $asked['certificate']));
    $answer = ['signature' => $good, 'attributes' => $assertion->getAttributes(), 'issuer' => $assertion->getIssuer()->getValue()];
}
echo json_encode($answer, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
