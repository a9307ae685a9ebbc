"""Sentences for the reasons of an order, by group of kinds and by outcome, in the language of the proceedings.

Whoever decides puts one in by a click or a key and goes on writing: a block is a beginning, with its article, and
leaves the facts of the case to him ("…" stands where they go). Pure data; none of it decides anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ecase.law.kinds import Group, Kind
from ecase.law.words import N_

GRANTED, REFUSED = "granted", "refused"


@dataclass(frozen=True)
class Block:
    """`groups` empty: for every kind; `codes` narrows to single kinds. `outcome` empty: for a grant and a refusal."""

    code: str
    title: str
    cite: str
    ru: str
    kk: str
    outcome: str = ""
    groups: frozenset[Group] = frozenset()
    codes: frozenset[str] = frozenset()

    def text(self, language: str) -> str:
        return self.kk if language[:2] == "kk" else self.ru


_LIBERTY, _SEARCH = frozenset({Group.LIBERTY}), frozenset({Group.SEARCH})
_PROPERTY, _OBLIGATION = frozenset({Group.PROPERTY}), frozenset({Group.OBLIGATION})
_PERSON = frozenset({Group.PERSON})
_EXTENSIONS = frozenset(
    {"arrest_full", "arrest_extension", "arrest_reading", "arrest_study", "arrest_returned", "house_arrest_extension"}
)
_FIRST = frozenset({"arrest", "house_arrest", "bail", "extradition_arrest"})

BLOCKS: tuple[Block, ...] = (
    Block(
        "suspicion_founded", N_("The suspicion is founded"), "CPC 147(1)",
        "Обоснованность подозрения проверена в заседании и подтверждается материалами на листах …",
        "Күдіктің негізділігі отырыста тексерілді және … парақтардағы материалдармен расталады.",
        GRANTED, _LIBERTY,
    ),
    Block(
        "may_flee", N_("May flee"), "CPC 136(1)",
        "Есть достаточные основания полагать, что подозреваемый скроется от органа расследования и суда: …",
        "Күдікті тергеу органынан және соттан жасырынады деп пайымдауға жеткілікті негіз бар: …",
        GRANTED, _LIBERTY,
    ),
    Block(
        "may_hinder", N_("May hinder the investigation"), "CPC 136(1)",
        "Есть достаточные основания полагать, что подозреваемый воспрепятствует объективному расследованию: …",
        "Күдікті істі объективті тергеп-тексеруге кедергі жасайды деп пайымдауға жеткілікті негіз бар: …",
        GRANTED, _LIBERTY,
    ),
    Block(
        "may_continue", N_("May go on with criminal activity"), "CPC 136(1)",
        "Есть достаточные основания полагать, что подозреваемый продолжит преступную деятельность: …",
        "Күдікті қылмыстық әрекетін жалғастырады деп пайымдауға жеткілікті негіз бар: …",
        GRANTED, _LIBERTY,
    ),
    Block(
        "milder_weighed", N_("Milder measures were weighed"), "CPC 147(2), 148(7-1)",
        "Суд обсудил применение более мягкой меры пресечения. Она не обеспечит надлежащего поведения подозреваемого, "
        "так как …",
        "Сот неғұрлым жеңіл бұлтартпау шарасын қолдануды талқылады. Ол күдіктінің тиісінше мінез-құлқын қамтамасыз "
        "етпейді, себебі …",
        GRANTED, _LIBERTY,
    ),
    Block(
        "bail_set", N_("Bail is set"), "CPC 148(8)",
        "Учитывая личность и имущественное положение подозреваемого, суд определяет размер залога, достаточный для "
        "исполнения его обязанностей: …",
        "Күдіктінің жеке басын және мүліктік жағдайын ескере отырып, сот оның міндеттерін орындауына жеткілікті кепіл "
        "мөлшерін айқындайды: …",
        GRANTED, codes=frozenset({"arrest"}),
    ),
    Block(
        "bail_barred", N_("No bail"), "CPC 148(9)",
        "Залог не устанавливается: дело относится к случаям, в которых закон его не допускает, а именно …",
        "Кепіл белгіленбейді: іс заң оған жол бермейтін жағдайларға жатады, атап айтқанда …",
        GRANTED, codes=frozenset({"arrest"}),
    ),
    Block(
        "grounds_last", N_("The grounds of the measure still stand"), "CPC 151",
        "Обстоятельства, по которым была избрана мера пресечения, не отпали и не изменились: …",
        "Бұлтартпау шарасы таңдалған мән-жайлар жойылған жоқ және өзгерген жоқ: …",
        GRANTED, codes=_EXTENSIONS,
    ),
    Block(
        "actions_left", N_("Actions that could not be finished"), "CPC 151",
        "Расследование не завершено по объективным причинам; осталось выполнить следующие действия: …",
        "Тергеп-тексеру объективті себептермен аяқталмады; мынадай әрекеттерді орындау қалды: …",
        GRANTED, codes=_EXTENSIONS,
    ),
    Block(
        "delay", N_("The delay is not explained"), "CPC 151",
        "Просьба о продлении повторяет прежние доводы. Из материалов не видно, почему названные действия не выполнены "
        "в истекшем сроке: …",
        "Мерзімді ұзарту туралы өтініш бұрынғы уәждерді қайталайды. Аталған әрекеттер өткен мерзімде неге "
        "орындалмағаны материалдардан көрінбейді: …",
        REFUSED, codes=_EXTENSIONS,
    ),
    Block(
        "suspicion_unfounded", N_("The suspicion is not confirmed"), "CPC 147(1), 148(7)",
        "Материалы, представленные суду, не подтверждают причастности подозреваемого: …",
        "Сотқа ұсынылған материалдар күдіктінің қатысы барын растамайды: …",
        REFUSED, codes=_FIRST,
    ),
    Block(
        "no_ground", N_("No ground for the measure is shown"), "CPC 136(1)",
        "Доводы о том, что подозреваемый скроется или воспрепятствует расследованию, предположительны и ничем не "
        "подтверждены: …",
        "Күдікті жасырынады немесе тергеп-тексеруге кедергі жасайды деген уәждер болжам ғана және ештеңемен "
        "расталмаған: …",
        REFUSED, _LIBERTY,
    ),
    Block(
        "milder_enough", N_("A milder measure is enough"), "CPC 147(2), 148(7-1)",
        "Надлежащее поведение подозреваемого может быть обеспечено более мягкой мерой: у него есть …",
        "Күдіктінің тиісінше мінез-құлқын неғұрлым жеңіл шара қамтамасыз ете алады: оның … бар.",
        REFUSED, _LIBERTY,
    ),
    Block(
        "things_likely", N_("Things that matter are likely to be found"), "CPC 252(1)",
        "Данные на листах … дают достаточно оснований полагать, что в указанном месте находятся предметы и документы, "
        "имеющие значение для дела: …",
        "… парақтардағы деректер көрсетілген жерде іс үшін маңызы бар заттар мен құжаттар бар деп пайымдауға "
        "жеткілікті негіз береді: …",
        GRANTED, _SEARCH,
    ),
    Block(
        "dwelling", N_("Inviolability of the dwelling was weighed"), "CPC 17",
        "Вторжение в жилище соразмерно: иным способом получить эти сведения нельзя, так как …",
        "Тұрғынжайға басып кіру мөлшерлес: бұл мәліметтерді өзге тәсілмен алуға болмайды, себебі …",
        GRANTED, _SEARCH,
    ),
    Block(
        "urgent_true", N_("The action could not wait"), "CPC 254(3)",
        "Действие не терпело отлагательства: промедление привело бы к утрате следов, так как …",
        "Әрекетті кейінге қалдыруға болмады: кідіріс іздердің жойылуына әкеп соғар еді, себебі …",
        GRANTED, _SEARCH,
    ),
    Block(
        "urgent_untrue", N_("Nothing hindered asking first"), "CPC 254(3)",
        "Обстоятельств, которые мешали заранее обратиться за санкцией, не было: … Полученное не может быть допущено в "
        "качестве доказательства.",
        "Санкцияны алдын ала сұрауға кедергі болған мән-жайлар болған жоқ: … Алынған нәрсе дәлелдеме ретінде "
        "жіберілмейді.",
        REFUSED, _SEARCH,
    ),
    Block(
        "place_vague", N_("Place or things are not named"), "CPC 254(1)",
        "Место и искомые предметы не указаны так, чтобы исполнение постановления можно было проверить: …",
        "Орын мен ізделетін заттар қаулының орындалуын тексеруге болатындай көрсетілмеген: …",
        REFUSED, _SEARCH,
    ),
    Block(
        "claim_secured", N_("The claim has to be secured"), "CPC 161, 163",
        "Наложение ареста обеспечивает исполнение приговора в части гражданского иска, конфискации или иных взысканий; "
        "стоимость имущества соразмерна: …",
        "Тыйым салу үкімнің азаматтық талап қою, тәркілеу немесе өзге де өндіріп алу бөлігінде орындалуын қамтамасыз "
        "етеді; мүліктің құны мөлшерлес: …",
        GRANTED, _PROPERTY,
    ),
    Block(
        "not_his", N_("The property is not shown to be his"), "CPC 161, 163",
        "Принадлежность имущества подозреваемому или лицу, отвечающему за него по закону, не подтверждена: …",
        "Мүліктің күдіктіге немесе заң бойынша ол үшін жауап беретін адамға тиесілі екені расталмаған: …",
        REFUSED, _PROPERTY,
    ),
    Block(
        "post_hinders", N_("The post lets him hinder the case"), "CPC 158(1)",
        "Оставаясь в должности, подозреваемый может воспрепятствовать расследованию: по службе ему подчинены или "
        "доступны …",
        "Қызметінде қала отырып, күдікті тергеп-тексеруге кедергі жасай алады: қызмет бойынша оған … бағынышты немесе "
        "қолжетімді.",
        GRANTED, codes=frozenset({"office_suspension"}),
    ),
    Block(
        "threat_real", N_("The threat is real"), "CPC 165(1)",
        "Угроза в отношении защищаемого лица подтверждается его заявлением и материалами на листах …",
        "Қорғалатын адамға төнген қауіп оның өтінішімен және … парақтардағы материалдармен расталады.",
        GRANTED, codes=frozenset({"no_contact"}),
    ),
    Block(
        "restriction_too_wide", N_("The restriction goes too far"), "CPC 10, 15",
        "Просимое ограничение выходит за пределы необходимого: …",
        "Сұралған шектеу қажетті шектен асады: …",
        REFUSED, _OBLIGATION | _PERSON,
    ),
    Block(
        "examination_needed", N_("No other way to establish it"), "CPC 223, 264",
        "Обстоятельство, имеющее значение для дела, нельзя установить без этого действия; оно не опасно для здоровья и "
        "не унижает достоинства: …",
        "Іс үшін маңызы бар мән-жайды бұл әрекетсіз анықтауға болмайды; ол денсаулыққа қауіпті емес және "
        "қадір-қасиетті қорламайды: …",
        GRANTED, _PERSON,
    ),
    Block(
        "arguments_answered", N_("Arguments of the defence"), "CPC 10, 198",
        "Доводы защиты о том, что …, проверены. Суд их принимает (отклоняет), так как …",
        "Қорғау тарапының … деген уәждері тексерілді. Сот оларды қабылдайды (қабылдамайды), себебі …",
    ),
    Block(
        "papers_incomplete", N_("Papers are missing"), "CPC 56",
        "Из материалов, названных в ходатайстве, суду не представлены: … Без них просимое проверить нельзя.",
        "Өтінішхатта аталған материалдардан сотқа мыналар ұсынылмады: … Оларсыз сұралғанды тексеру мүмкін емес.",
        REFUSED,
    ),
)  # fmt: skip


def blocks_of(kind: Kind, outcome: str = "") -> tuple[Block, ...]:
    """The blocks for an order on this kind; without an outcome those of both."""
    return tuple(_fitting(kind, outcome))


def _fitting(kind: Kind, outcome: str) -> Iterable[Block]:
    for block in BLOCKS:
        fits = kind.code in block.codes if block.codes else not block.groups or kind.group in block.groups
        if fits and (not outcome or block.outcome in ("", outcome)):
            yield block
