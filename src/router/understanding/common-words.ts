// Common English words that are near to a word of the lexicon and are not misspelt: "hall" is no "call", "restored" no "restarted".
// Chosen by program: those words of SCOWL’s sizes 10 to 35 that the correction of misspellings would change, without their forms.
// SCOWL is Copyright 2000-2016 by Kevin Atkinson: permission to use, copy, modify, distribute and sell these word lists, the
// associated scripts, the output created from the scripts, and its documentation for any purpose is hereby granted without fee,
// provided that the above copyright notice appears in all copies and that both that copyright notice and this permission notice
// appear in supporting documentation. He makes no representations about the suitability of this array for any purpose; it is
// provided "as is" without express or implied warranty.

export const commonWords: ReadonlySet<string> = new Set(
  `
  abhorred ably abode abound absorbed abstention accented acceptably acceptance accosted aces aching acing acre
  activate actively activist actually adapting addicted addicting administrative administrator admirable admired
  admiring admit adore aerial affection afflicted afflicting afflicts agent aground aide aimed airtight alight alike
  allaying allays alliance allotted alloyed almighty aloud altered altering alternate alternation alternatively alters
  amble among analogies analogous analogue analogy analysis analyst ants apter ardent arena arts ashed askew aspersion
  asserting assertive assistance assisting assorted assure atone attack attainment attentive auction audition
  auspicious authenticity authored authoring authorities auto availing avenging await awarding awry axle ayes bade
  badgered badgering badgers bail bait bake bale balk ball ballet balms band bang bani banish bankers banner bans barb
  barbered bare barge bark barley barn barraged barrel barren bartered base bashed bask basted batched bath batter
  baulks bayed bays beach bead beady beak beam bean bear beast beat beef beehives beet behalves behave behavior
  beheading believers bell bellied belt belying bemusing bend bent bequest bereaves bereaving beset besieges bestowed
  bets betting bettor bewaring biased bickering bide bike bile bill bind bindings binned biped bird bitch bite bitter
  black blackest bland bleak blight blind blinkers blisters blobbing blobs blockade blockhead blocs blogging blogs
  blooding blooming blot blotched blotches blotching bloused blousing blow blown blue blunting bluster boast boat
  bobbed bode bogged bogging boggling bogs bold bolt bombers bone book boom boon boor boos boost booth booty bore
  bossier botch bound boundless bounties bout bows brace brake brash brashest brawling brawn bread breeze bridged
  bridging bridling brilliance brilliantly brine brink briny brisk broached brokered brokering brokers brooking broth
  browner brows browse brunched brunches brunching brushing buck budge buffer buffeting build bulks bull bully bump
  bunch bungle bunk bunkers bunny buns buoy burn burred bury bused bush bushy busied buss bust bustled buttered
  buttering butters buys cable cackling cage cajoling cake cakes calf calk callus calm camel cameo camp candle cane
  cannon cantered cantering canters cape capitalised capitalising capitalized capitalizing capsules captives careless
  caress caroling carolling caroused carouses carousing carp carry cart carve cash casings cask cast caste castling
  casuals catered catering caters caucused caucuses caucusing caulking cave cease cede cell cello cent centre chair
  chalking challenged challenging channels chant chaplain char charge chariots charters chase chasm chat cheap
  checkers cheek cheeps cheer cheery cheesed cheesing chefs chequers chest chews chick chilling chin chink chip
  choosing chop chore chose chow chuck circling citation cite citric clack clamping clan clanged clanging clank clap
  clash clasping classing clatters clause clay clean clearness cleat cleaved cleaving clinches clinical clink clipping
  cloak clock clod clogging cloister clone closet clot clothing cloudy clout clove clowning club cluck clumsier
  clutches clutter coaching coal coarse coast coasters coat cock coffer coffined cogs coherence coil coin coke
  collaborating collaborative collaborator collages collar collated collates collating collector colleges coloring
  colt coma comb combated combine comet commanders commando commend commented comments commissioners commonly communed
  communes communicating communication communing commuted commuter commutes compacted compacter compacting companies
  compassion compelled compelling competed competes competing compiled compiler complaint complete completely
  completeness completest completion complexes compliant complied complies complying composer composted composting
  compute computerise computerized computerizing conceded conceding conceited concerted concocted condensed conducted
  cone confided confidence confiding configured configuring confined confining congeals congested congests
  congratulating congress conjured conjuring connector conned connoted connoting consensus consequent conserved
  consisted consorted constant consulted contacted contended content contested contracts contrast convened convent
  convergence converted convicted cooing cook coop cooperate coos cope cords cork corn corporal correctly corrector
  correlated correlating corruptest corseted cosy cots couch coughing countering counters countries county court cove
  cower cowing cozy crack cradling crap crass crassest crate crawling craze creak crease creative creature credential
  cremate crescent cresting cried criminal cringed cringing critically criticised criticising criticized criticizing
  crock crook crop crossing cruising crush crust crustier crypt cube cull cultures cums cunning curb curl currant
  currency curse curt customer cute cyst dabs dads dagger dairy dais daisy dally dame damp dampened dampening dancer
  dangerously dangling dank dare darn dart dawn daze deadline deaf dealings dealt dean dear deaves debt debut decade
  deceased deceive decent decently deception deceptive decide deck declared declares decrease decrepit deductive deeds
  deem deer defeat defecate defensive deference defied defies deflect deft defy degenerate deigning deject delaying
  delegate deletions deluged deluging demeaning demon demote demurely denims dens dent dental depending deplete
  deplored deploring deport derail derision description deserting deserved deserves design destined destines
  detachable detain detect detective deviates devise devolved diagnostic dice diet differed difference differently
  differing dike dilating dill dime dimple dine dinned dips dire directive directly director directories direst
  disable disarmed disavowed disco disconcert discontent disgusted disgusts dish disk dispatch displace displeased
  displeasing distaste distorts distract distress district disusing ditch dither dive divisible dock dodge doer doily
  dole doll dome donated donating donation donor doom doorstep dope dose dote dour douse dove downgraded downgrading
  downy doze drab drafting drag drain draping drawl dread dreaming dress dressier drew dried dries drilling drily drip
  driveling drivelling drone drooling droop dross drown drowsed drowsier drowsing drying drys dual dubs duck duct
  duding duelling dull duly dumb dumpling dumpy dune duping dusk dust dwelling dyed dyeing dyes earl earliest earning
  earthier earthlier ease east eater eave edgy educator eels eight ejecting ejection ekes elapsed elapsing electing
  election elevated elevates elevation emergence emergencies emergent eminence empire enable enact enchanted
  enchanting endowment energies engender enjoyment entice entirely entirety entities entrails entrap entrusted entry
  entwines erecting erection erupting escalator escapade etch eternal ether evermore eves ewes exalt examines excavate
  excavation excepted excepting exceptional excess excising exciting excusing executioners executive executor exempted
  exempting exemption exerting exertion exhort expansion expel expend expert exploration explored explores exploring
  exporters exposing express expressly extensive extent externally extort extremely extremest fable facet factor
  factories faculty fade faeces fainting fair fake fall falter fame fang fanned fans farce fare farewell farm fate
  fatter faultless faze fear feast feat feather feathery feature federals feed fees feet feigning fellow felt fend
  festered fetishes fetter fever fibre fictional fiend fiendish fight filet filly film finale finessed finesses
  finessing firm fish fist fittings fixtures flag flail flak flake flank flashing flaw flecking flee flesh flick flied
  flier flies flighty flinches flip flit float flocked flocking flood flop flossing flour flows flue flunky fluster
  flutters foaming focal foes fogged fogging fogs foil fold followers foment font food fool foot foothill forbidding
  fords fore forewarn foreword fork form formal formulated formulating fort forte fortunate forty foul foundling fount
  fourth foxed foxes foxing fraction fractional fractures frail freak freezers fret friction fried fries frieze fright
  frill fringed fringing frog frond frost froth fruitiest fruiting fruitlessly fuel fully functionally furl furnished
  furnishes furnishing gable gaily gain gainful gait gale gall gang gangling gape garnished gasoline gassed gate gave
  gayer gays gaze gazetting gear geed gees geld gems gender gene generals generation generator genies gent gentling
  gestured gestures gibe gill gist glide glossing glows glue glutting goad gobs gods goggle gold goners gong goody
  goof goon goose gore gown grace grape graphical graphite graveling gravelling greased greasing greed greet grip
  gritting ground groupings groused grousing groveling grovelling grunting guess guile guilt guise gull gunning guns
  gush gust guts gutting hack haddocks haggling hags hail hair hale hall hallway halo halt halve hampered hampering
  handiest handlers handsomer handy hangers hangover happiness hardened hardening hardy hare harem hark harmfully
  harmlessly harp harry hart hastened hastening hatch hate haunt haven haying hays haze head headiest headphone
  headrest heady heap heart hearth heartless heat heath heave heeds heel heir hell helm hemp herb hero herpes hews
  hick hide hideaways hike hill hind hinging hippy hips hire historic histories hither hive hoard hobby hock hoed hoes
  hogged hogging hogs hole hollow holy homemade homey hone honey honked honorary hood hook hoop hoot hope horse hose
  host hostel hound hove hovel hubs hull humane hump hunch hundred hundredth hung hunt hurl hurtled hurtling hush
  huskiness hutch huts hyphened hyphening hypothetical ideal identified identify identities ills illustrative
  illustrator imitated immediate impaired impairing impaling impart impassable impeached impeaching imperative
  implanted implanting implants implicating impossibly imps incidence incidental inconsistency inertial info inherent
  initialised initialising initialized initializing initially initiate initiator instanced instancing instigate
  instill instructing instruction instructors insuring integral intent inter interact interceded interceding intercept
  interception interest interfere interject intermediaries intermediary interment internally interned interpret
  intersect interval intervened intervening intimated intolerable invalidated invalidating inventor inventoried
  inventories investigator investor ions iron jabbed jack jade jail jangling jarred jays jeer jell jelly jest jets
  jetting jingle jogged jogging jogs joint jokers jollying jump junction junk jury jute keel keen kelp kids kill kinda
  kindled kindling kindred king kink kissing kite knack knew knit knob knockers knot known knuckled lace lack lade
  lager lagged lagging lags laid lain lair lake lame lamest landlocked lane lapped lapping laps lard lark laser lash
  lass latent latex lath lathe latter laud launch lavished lawyer laxer laxest leach leaf leak lean leap leapt
  learning lease leash leather leathery lectured lectures leek leer legged legging legion legs lend lengthen lengthy
  lens lent lest lettered lettering letters levee lever lewd lice lick lied lies lifeless lifelike lifeline lift
  ligature lightens lighters lightest lightness lightning liken lilt limb lime limiting linen liners linger lint
  lioness lips lisp listen liter lither littlest liven livers loaf loam loan loathing loaves lobbied lobe locale
  locality located locating location lockers locket lodged lodger lodging loft logic logically logo loin loll lone
  longings loom loon loosen loot lope lopping lore lorry losers losses lots loud lounged lounging louse lovers lower
  lowing lows loyal lucky lugged lugging lugs lull lumber lump lung lurch lure lurk lush lust lute lying lynch mace
  madly maid maim makers male mall malted malting manage mandating mandolin mane manger mangling mangy manly manned
  manually mare mark marred married marsh mart mash mask mass mast masterly mastery match matchbook mate matt matte
  maul maze meal meant measures meat meek meetings melt memorial memories menacing menial mentally mentored menu menus
  mere meriting merry mesh messy metal mete mews mice mien mighty migrate mike mile mill mime mince miners mingle mink
  mint minuet minuses minutest mire misbehavior miss missions mist mistrust misusing mite mixer mixes mixing mixtures
  moan moat mobilise mobilize mock model moist mole molt momentous momentum monies monkey monument mood mooed moon
  moor moose moot mope moreover morn mortal moss mossier motel moth motorise motorize mould moulting mound mount
  mourning mousse mousy mouth movement movers mowed mower muck mufflers mulch mule mull munch muse mush musk mustered
  mustering musters musty mutt myth nail nape nappy nays neat neckline needled needling needy negations neon nerve
  nest nether nettling newsy newt niche nick niece nigh nips nitrated nits noes none nook noose normally north nose
  notation notched notching noticeably notified notifies noun novice nude null numbed nuns oafs oath odes odor
  offences officers ohms oily okra olive omen oncoming openers opinions option optional orations otter ouch ounce oust
  outgoing outlasted outlawed outrage outshine outsiders outstandingly ovations oven overdoes overdone overdose
  overdrew overgrew overlies overrule oversight overt overtone overture overweight oxen pace packers packet pact
  paddock paid pail pain painfully paint palace palate pale pall palm pamper pancaked pane pang panicked panned
  panning pant parables parch pare parishes parity park paroling parred parson partied partly pass passport pasta
  paste pastures pasty patch pate pathos patrolled patrolling patter patty pauper pause pave payer paying pays peace
  peaceable peach peal pearl peas peat peck peculiarly peddling peek peel peep peer pelted pelting penetrate penning
  perceive perchance percussion perfectly perilled perishes perk perkiest permeated peroxide persecuted persecuting
  persona personal pert perusing perverse perverts pest pestered pets petting pews phase phases phoney phonied phonies
  phoniest phony pick picket pickling pies pike pile pill pilot pimple pine pinioned pink pint piped pipeline pitch
  placated placating placid plaguing plaice plain planet plank plant plasters playback plaything pleading pleads pleas
  pleasings pleasure pleating plight plod plop plow ploy plucking plummets plunging plush plying poaching poet
  pointers pointless poke pole police polished poll polo poop poor pope pore pork porpoise portable pose postal
  posters postured postures posy potions pots potted pouch pounce pound pour pout powder practical practise pram
  prancing prawn pray precedent precious precision prediction preen prefect presence presently presided presidency
  presides presiding pretended pretends pretexts prevent previews previously prey prick prickled pried prim primate
  princess privatest privatise privatize procedural proceeds processor productive profess profited profusion programs
  prohibit projected projection projects prom prompter prone prong prop propel properly property prosecutor prospector
  prosper protection protector protests province provisional provisos prowess prowlers prowling publicised publicising
  publicized publicizing publicly published publishes puck puffer pulp pummeled pump punch puncture punished punning
  puns pups pure pushy puss quack quest question quiet quilt quirk quit quote race rack radioing radios radium rage
  raid rail rain rake rally rang rank rant rape rapidity rapports rapture rare rarely raster rate ratification rave
  ravished rays reach reactions reactive readable readers readied readies realm realty reap rear reassure rebating
  rebuking rebut recalled recant receding receipting receivers receptive recessing recite recline recluses recoiled
  recoiling recommend recompensed recorders recordings recouped recover recoveries recruited recur redesign redressed
  redressing reducing reeds reek reel reelected reelects refining reflected reflective reflects reformed refraining
  refueling refuge refunding refute regained regaining regal regent regional registrar registry regressed regressing
  regretted regretting regularly regulate regulations rehearse reign reindeer reinstated reinstating reiterated
  reiterating rejoining relating relation relational relatives relaxations relaxing relaying relegate relent relieve
  religion relished reliving relocated relocating remaking remarking reminder reminding remiss remitted remitting
  remodelled remodelling remodels remotest remove remunerate remuneration renaming rend reneged reneging renewable
  renowned rent rental repaid repaying repeal repent repleted repletes repleting replicas replying reporters reposing
  repressed repressing repulses repulsing reputed reputing rereading rerouted rescinding rescuers resent reserved
  reserves reserving resided residing resin resisted resisting resistor resolute resort resounding respected
  respecting respects responded responds responsive restrain restraint restrict retail retaining retard retch reticent
  retort retraced retraces retracing retracted retreated retreats reuse revel revelations revenged revere reverence
  reversal reversion reverted reverting reviewed reviewing revised revising reviving revoking revolted revolve reward
  rice ride ridging rife rigging rile rind rink rinsing riot rips rise rite rivaling rivalling roam roar roast robe
  robot robuster rockers rocky rode roes rollers roof rook roomy roost rope rose roster rote rotted rotting rotund
  roughing rouse rout route rubs rude rues rugs ruing ruining ruins rulers rump rums rune rung runny runt ruse rush
  rust ruts sack sacs sadly safety sage sagest sail sake sale salt salve sands sane sanest sang sank sash saturation
  savings saws scale scalping scanning scans scanting scare scarfing scarring scent score scotches scowling scrapped
  scrapping scrawled screamed screw screwier scuff seal seam seaports sear seas season seat secluded secondly secrete
  secretly sect securest securities seeds seek seem seep seer seething seize selected selective sell selves semen
  sentence series servile setters settings settling sever severely severest severity sewn sews shack shade shadowing
  shady shaft shake shame shamming shape shark sharp shave shawl shearing sheen sheep sheered sheering sheers shelf
  shell shied shifty shin shingle shire shirking shirt shoaling shock shoe shone shoo shoot shore shortage shouldered
  shouldering shoulders shout shoving showering shown showy shred shrinking shrugging shuck shun shunt sickening sics
  sideline sidewalk sidle sift sigh sight significance significantly silenced silencing silently silk sill simile
  simplest simplex simply simulation simultaneous sincere sine singe singers singly sink sinned sinner sinning sire
  situating skate sketchy skid skillets skin skip skirting skits skull slake slanting slap slat slate slave slay sled
  sleek sleepy sleet slick slid slide slight sling slink slip slits slop sloshing slot slow slunk slut smack smart
  smearing smell smite smock smoothed smoother smoothing smuggling smut snack snag snake snare snarling snatched
  snatches sneak snide snip snitch snore snort snot snow snubs snuff snuggling soap soaring sobs socially sock sofa
  softball soldier sole soloed sons soot soothed soothing sore sorta sour sourcing sowing sown sows spade span
  spangling spanking spare sparking sparring spate spatting spawning spay spear speck sped speedy spend spent spewed
  spice spied spies spill spine spit spite splinting splits sponged sponging spoon spore sport spot spraining spreed
  springing sprinting spun spunk spurning spurting squaring stab stable stack stag staid staining stalk stall stamping
  standings stank staple star starched starching stare stark starlight starters startled startles startling starved
  starving statue statures statutes stave steak steep stem sterling stew stick stiff stifled stifling stilted sting
  stingers stinking stinting stirring stitch stocky stoke stole stolid stomp stony stoop stoppage stoppered stoppering
  stoppers storey stories stork stormy stove stow straggle straightest strand strangers strangest strangle strapped
  strapping strawing stray strengthen strewed stripped stronger strongly struck stubs stuffier stuffy stunk stunning
  stunting style suave submarine subscribe subsequent succeeds successor suck suckering suds sued sues sufferers
  sufficing suffixing sugaring suing suite summaries summarily summering sundae sundry sung sunning sunny suns
  supplant supplying supporters surf surge surmises survival survivor suspicion swab swam swamp swan swarming swat
  swathing sway swearing sweep sweet swerve swift swigging swill swing swoon swooping swore symbolic symbolised
  symbolising symbolized symbolizing tack tackling tact tail tainting taken takers talc tale tall tallying tame tang
  tangling tangoing tank tanned tans tapered tapering tapers tarnished tarred tarry tart task taunting taxation taxes
  teachings teak teamwork tear teas teat teed teem teen tender tending tent term testis textures thankless thaw thee
  theme theoretical thesis thick thickening thickest thicket thin thong thorough thought thousand thousandth threw
  throbs throw thrust thus tick tickling tide tied ties tight tile tilt timeless timelier timers timezone timid ting
  tingeing tingle tinkering tinkling tips tire tireless toad toed toes toffee toll tomatoes tomb tome tonal tong tonne
  tool toot torch tore torn tote touchier touchy tough tour tousling tower tows tract trade trailers train trait
  trampling trance translator trap trash traveled traveler travelled traveller traverse trawl trawlers treat trek
  trellis trial trickled trickling tricky tries trill trim trio tripe tripled tripling tripos trite trooping trotting
  trough trouped trouping troweling trowelling truanted truanting truce truck trudging truest trumping trunking
  trustee trustier trusties trustiest trusty tubs tuck tune turf tutoring twee twinged twinging twinkling twinning
  twisting twitch tying tyre udder unarmed unavoidable unconnected undefined underhanded underlay underpass underrated
  underrating understate understood undertaking underwear unfit unhappily unifies uninitiated unintended unite unity
  unload unlocked unmarked unreadable unsuitable untie untiring unto unusually unwilling upending upgraded urgently
  urns usable usher vacating validate vanned vanquish vans variation varnish vary vase vast veal veer vein vend
  venerate veneration vent ventures verb verified vertices verve vest vets vetting vexation vial vibrated vibration
  vice vied vies vile vine vise visibly visiting visually vocal vocation void voters vowed vying wade waft wage waif
  wail waist waiving waken waltzing wane warbling ward warm warp warred warring wart wash wasting water waterway watt
  wave weak weakened wealth wealthier wealthy wean wear wearying weave weeds weep weer weirdo weld welt wept west wets
  wetter wetting whale wheat whereas whet whew whim whine whip whisking whiten whoa whore wick wicket widen widow
  width wield wife wild wildcats wildcatted wildcatting wilt wily wince wine wing wink winner winnings wipe wiry wisp
  wist witch withdrawal withdrawn withdrew withered withering withers wits wive woes woke wolves womb wood wool
  wordings wordy wore workbook worm worn worries worry worsting worth wound wove wrappings wreak wreathed wreathes
  wren wresting wring wrist writ writers writhe writings wrote wrung yank yard yearling yearn yeast yell yelp yews
  yield yoke yourselves youth yuck zany zeal zest zincking zoos
  `
    .trim()
    .split(/\s+/),
);
