"""lexicon: words by which a tool that says nothing of its risk gives itself away.

The lists are the field's common verbs in their base form, never a product's or a demo's names. A
word that is missing here costs a reviewer's minute; one too many does, too.
"""


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


READS = words(
    """
    get list read search find fetch query describe show view count check lookup look summarize
    summarise calculate compute compare convert translate explain analyze analyse inspect browse
    retrieve select preview estimate validate verify lint parse extract classify detect measure
    diff stat head tail tree glob grep resolve geocode forecast ping whoami recall think reverse
    directions distance elevation load scan match rank score info status
    define recommend suggest predict transcribe embed calculator guess
    multiply divide subtract sum average solve sort identify display concatenate concat
    """
)
# What a name that ends in it only tells, where nothing else in the tool speaks of a deed.
TOLD = words(
    """
    analysis availability balance chart details directions documentation facts forecast help history
    info information interactions level levels log logs lookup map metrics overview places quote
    rate rates results screenshot stats statistics status summary time topics transcript weather
    """
)
# Verbs that are verbs wherever they stand in a name: `search_insert` inserts.
DEEDS_ALWAYS = words(
    "append delete destroy erase insert modify overwrite remove replace revoke terminate upsert"
)
# How a description speaks of its own tool, what stands between that and the verb, and the verbs
# that only say how it is made: "it calls the API".
TOOLS = words(
    "function tool method api endpoint operation utility command action service module routine it"
)
FILLERS = words(
    """
    that which is are can could will would may might be been used designed intended meant
    responsible allows allow lets let enables enable helps help you user users one us them the to
    for also then simply just automatically agent this a an
    """
)
OF_ITSELF = words("applies call calls load loads run runs trigger triggers use uses")
# Verbs that are nouns further on in a name, as in `exchange_rate`.
NOUNS_LATER = words("text rate")
# Who looks at a secret in one of these ways does not tell it.
CHECKING = words("check count estimate validate verify")
# Between two of these, "to" converts; "format" in front of one wipes no disk.
FORMATS = words("text speech audio image video html markdown pdf csv json xml yaml")
# Reading verbs that are deeds with one of these behind them, as in `check_out`.
AFTER_DEEDS = words("in out off down")
# Reading verbs that are deeds with one of these somewhere behind them: who resolves a thread
# settles it; who selects an option, does.
DEEDS_WITH = {
    **dict.fromkeys(
        ("resolve", "solve", "select"),
        words(
            """
            thread review conversation issue ticket comment conflict incident alert dispute case
            request bug option seat plan slot winner
            """
        ),
    ),
    "reverse": words(
        "payment transaction transfer charge entry order invoice refund booking sale decision fee"
    ),
    "recall": words("message mail email product vehicle order batch shipment parcel invitation"),
    "load": words("card money funds credit firmware table database warehouse truck cargo"),
    "match": words("donation donations funds contribution"),
    "ping": words("team channel everyone everybody user users group person people staff"),
    "extract": words("archive zip tar"),
    "retrieve": words("funds money cash"),
    "get": words("rid lock lease approval signature paid taxi"),
}
# A name that begins with one of these nouns and ends in a reading verb reads: `issue_read`.
NOUNS_FIRST = words(
    """
    issue issues label labels comment comments message messages note notes release releases
    commit commits order orders post posts star stars fork forks draft drafts
    """
)
READS_LAST = words("read get search fetch query lookup")
# Nouns that are deeds elsewhere: in front of a reading verb they say what is read, if the
# description only reads, too: `email.search`.
NOUNS_BEFORE = words(
    """
    access archive bid bids block booking bookings build call calls comment credit dispatch draft
    email invoice invoices issue issues label lock mail message note order patch permission
    permissions policy post record refund register release role roles schedule script tag trade
    transfer transfers trash trigger
    """
)
# More of them that stand among the nouns of a list.
NOUNS_LISTED = words("debit open phone print rate share text key token secret")
# What a name ends in that tells of one of these nouns.
REPORTS = words("status history details info information stats statistics summary overview")
# Who reads into something fills it.
FILLING = words("load read parse extract fetch stream")
SECRETS_TOLD = words("password passwords passphrase credential credentials secret secrets")
# Verbs of descriptions that say neither that a tool reads nor that it acts.
SAY_NOTHING = words(
    """
    provide obtain give return access perform present offer tell determine gather collect discover
    examine explore report expose produce compile derive decode encode hash tokenize split round
    normalize interpolate integrate differentiate simplify factor highlight paginate filter output
    enumerate render capture assess interpret simulate visualize outline monitor track let allow
    enable help use accept take require need support include contain handle work receive hold answer
    see know study group plot walk apply serve act represent illustrate reveal research quote rate
    convey deliver surface expand infer translate annotate crawl aggregate inform
    """
)
# Words that are neither verbs nor things.
SMALL = words(
    """
    a an the this that these those it its your their our my his her you they we i one another such
    all any some every each both either no not only also just more most many few several other same
    which what how who whom whose where when why whether if is are was were be been being has have
    had do does did will would can could may might must shall should current latest new given
    please there here then now too very as than so but because while
    """
)
LINKS = words(
    """
    of for from in on with by at to into onto about per via between through within over under
    across against before after during since until without using based including related up down
    out and or
    """
)
# An object begins with one of these.
BEFORE_OBJECTS = words(
    """
    a an the this these those your its their our my all any every another some one each it them
    itself yourself up down out
    """
)
# What holds so much that to destroy it is to destroy many.
CONTAINERS = words(
    """
    repository repo bucket table database schema cluster namespace keyspace organization tenant
    volume warehouse workspace
    """
)
# Beside one of these, to check something out moves no money.
CHECKED_OUT = words("git branch repo repository ref commit file files book books")

DESTROYS = words(
    """
    delete remove drop destroy purge erase wipe truncate terminate kill revoke uninstall overwrite
    reset unlink rm rmdir prune clear discard format expire disable deactivate decommission evict
    detach cancel close archive trash flush rollback force shutdown stop suspend ban block
    """
)
SENDS = words(
    """
    send email mail post publish tweet notify message call dial sms text invite share reply
    forward submit broadcast announce respond contact upload push emit dispatch fax
    """
)
PAYS = words(
    """
    pay transfer refund charge buy purchase order trade sell withdraw deposit payout invoice book
    checkout reserve subscribe donate bid wire remit reimburse credit debit settle mint swap stake
    """
)
EXECUTES = words(
    """
    run exec execute eval evaluate shell bash command script sql invoke spawn launch deploy
    install compile build trigger start restart apply patch merge release migrate navigate click
    type fill press drag tap initiate
    """
)
CHANGES = words(
    """
    create add update set edit rename write save tag label comment draft insert upsert modify
    change move copy assign unassign mark schedule reschedule import append replace put store
    register enable activate configure toggle pin unpin star lock unlock approve reject fork
    commit increase decrease adjust sync link unlink remember issue make open print manage
    record
    rate
    """
)
GRANTS = words(
    """
    grant permission permissions role roles access admin administrator password passwords
    credential credentials secret secrets token tokens key keys firewall acl policy ownership
    privilege privileges sudo
    """
)
PHYSICAL = words(
    """
    robot drone door gate valve motor thermostat actuator vehicle car lock unlock arm hire courier
    pickup printer machine oven heater engine
    """
)
REGULATED = words(
    """
    candidate applicant applicants hire hiring fire employee employees worker workers loan
    mortgage creditworthiness
    diagnose diagnosis prescribe prescription medical patient patients medication dosage clinical
    biometric benefits eligibility visa asylum parole underwriting insurance tax legal gdpr hipaa
    """
)
LIGHT = words(
    """
    tag label star unstar pin unpin draft bookmark like remember note generate wait hover scroll
    play
    """
)
SECRETS = words("password passwords credential credentials secret secrets token tokens key keys")
ADDRESSEES = words("to recipient recipients cc bcc channel phone url uri webhook endpoint")
MANY = words("all bulk mass batch everyone everybody many every broadcast")
# The last word of an argument that is a sum, before its unit; some only where something is paid.
MONEY_NAMES = words("amount price total sum cost fee payment budget bid spend")
MONEY_NAMES_IN_PAYING = words("value")
UNITS = words("minor cents usd eur gbp chf dollars euros pounds")
# What a code is beside one of these is no program.
SIGNS = words(
    """
    country zip postal postcode area dial currency language airport city state region station
    airline promo coupon discount voucher gift status error exit tracking product item sku stock
    ticker booking confirmation reservation verification security color colour qr bar tax time
    """
)
# Where one of these is in a name, to add is to count together.
SUMS = words("calculate calculator calculation compute math maths arithmetic")
CODE_NAMES = words("command cmd code script shell program sql")
CODE_WORDS = words("code script javascript python command shell program function")
SEEKING = words("list search find query count")
BODY_NAMES = words("body payload data content text message html")
