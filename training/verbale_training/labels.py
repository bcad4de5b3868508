"""The labels of every head, and the features of the pair heads. The weights file carries them to the runtime."""
from __future__ import annotations

KINDS = ["person", "organization", "country", "group", "place"]
TYPES = ["STATE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
MODES = ("visit third-party multilateral phone withdraw release disarm ceasefire access resign assist change yield meet "
         "disapprove investigate allege restrict arrest relations expel territory violence demo riot strike hunger boycott "
         "obstruct vandalize convict discontinue troops weapons police militia seize censor curfew martial-law deport withhold "
         "misinformation cyber abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial "
         "drone heavy-weapons crowd-control unconventional").split()
AUX = ["historical", "future", "hypothetical", "negation"]
SECTORS = ["-"] + ("GOV MIL LEG JUD COP SPY PRM REB UAF PTY OPP BUS CRM CVL EDU ELI JRN LAB MED AGR REF REL SOC PRE UNK").split()
SIZES = ["killed", "injured", "arrested", "displaced", "weapons", "troops", "participants", "money", "other"]
VALUES = ["date"] + SIZES
CONTEXTS = ("military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic "
            "legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality "
            "diplomatic territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism "
            "cbrn cyber misinformation crime corruption illegal_drugs trafficking").split()
ROLES = ["actor", "recipient", "host", "place", "date", "size"]
FACTUALITY = ["no", "open", "yes"]


def bio(kinds):
    return ["O"] + [p + k for k in kinds for p in ("B-", "I-")]


TOKEN = {"names": bio(KINDS), "nominals": bio(KINDS), "measures": bio(VALUES), "triggers": bio(TYPES)}
NUGGETS = bio(["event", "time"])

# What a pair's right-hand side can be, in the order of the `right` feature: names, nominals, then values.
RIGHT = ["name-" + k for k in KINDS] + ["nominal-" + k for k in KINDS] + VALUES
ANAPHORS = {w: i + 1 for i, group in enumerate((
    "he him his himself", "she her hers herself", "they them their theirs themselves", "it its itself",
    "we us our ours ourselves i me my mine myself", "who whom whose which that", "this these those both")) for w in group.split()}


def anaphor(words):
    """Class of a pronoun, 0 for other words; letters that are all capitals ("US") are a name's."""
    return 0 if len(words) > 1 and words.isupper() else ANAPHORS.get(words.lower(), 0)


DISTANCES = [0, 1, 2, 3, 4, 6, 8, 11, 15, 21, 30, 50, 90]  # lower bounds of the buckets of a word distance
SENTENCES = 3  # sentence distances are clipped to -3..3 in directed features


def bucket(distance):
    """0..25: the bucket of a signed word distance."""
    n = sum(1 for b in DISTANCES if abs(distance) >= b) - 1
    return n if distance >= 0 else n + len(DISTANCES)


def far(sentences):
    """0..6: the bucket of an unsigned sentence distance in coreference."""
    return sum(1 for b in (1, 2, 3, 5, 8, 16) if sentences >= b)


def near(sentences):
    """0..6: a directed sentence distance, clipped."""
    return max(-SENTENCES, min(SENTENCES, sentences)) + SENTENCES


PAIR_FEATURES = {
    "roles": [("distance", 2 * len(DISTANCES)), ("sentence", 7), ("type", len(TYPES)), ("right", len(RIGHT)), ("between", 6), ("nested", 3)],
    "coref": [("sentence", 7), ("kinds", 100), ("words", 6), ("anaphor", 8), ("gap", 6)],
    "same_event": [("sentence", 7), ("types", len(TYPES) ** 2), ("words", 4)],
    "affiliation": [("sentence", 7), ("position", 6), ("left", 10)],
    "service": [("sentence", 7), ("distance", 2 * len(DISTANCES)), ("left", 10), ("right", 10), ("nested", 3)],
    "content": [("distance", 2 * len(DISTANCES)), ("sentence", 7), ("quote", 4), ("type", len(TYPES))],
}
PAIR_LABELS = {"roles": ROLES, "coref": ["same"], "same_event": ["same"], "affiliation": ["of"], "service": ["for"],
               "content": ["start", "end", "condition-start", "condition-end"]}
SPAN_LABELS = {"sectors": SECTORS, "modes": MODES, "aux": AUX, "null": ["content", "condition"]}
HIDDEN = {"roles": 160, "coref": 128, "same_event": 96, "affiliation": 64, "service": 64, "content": 128,
          "sectors": 96, "modes": 128, "aux": 96, "null": 64}
RANKS = {"roles": 96}  # of the product of the two sides, where a pair head has one
OPEN_QUOTES, CLOSE_QUOTES = set("“\"‘'«"), set("”\"’'»")
