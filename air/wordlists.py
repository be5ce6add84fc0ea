"""Function words that one of the six languages has for itself, or shares with few."""

FREQUENT = {
    "nl": (
        "de het een van en voor op met bij niet uw u wij aan te is "
        "zijn ons onze dit deze naar wordt worden binnen dagen na bedrag "
    ),
    "en": (
        "the of and for to in on with by is are your you we our this please from be not at within days will any all if "
    ),
    "es": ("el la los las de del y en con por para su se es una un que no al esta este sus lo dias plazo "),
    "fr": (
        "le la les des de du et en pour par sur avec est votre vous nous "
        "notre une un au aux dans ce cette sont jours ou ne pas "
    ),
    "de": (
        "der die das und von zu im mit für auf ist sie wir ihr ihre unser "
        "bitte den dem des ein eine bei nach an innerhalb tagen oder "
    ),
    "pl": ("i w z na do nie od za jest oraz przez dla po sie ul nr prosimy dni termin lub tel kwota "),
}
