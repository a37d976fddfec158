"""What is written from right to left in Unicode CLDR 48 (Unicode License v3); ``tools.directions`` writes this module."""

SCRIPTS = frozenset(
    """
    Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo
    Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi
    """.split()
)
"""Scripts."""

RIGHT_TO_LEFT = frozenset(
    """
    aao abh abv acm acq acw acx adf ae aeb aec aee aeq afb aib aii aij aiq ajp ajt aju amw apc apd ar ara arb arc
    arq ars ary arz ask atn auj auz avd ave avl ayh ayl ayn ayp az-IQ az-IR azb aze-IQ aze-IR azj-IQ azj-IR bal bcc
    bdz bej bft bgn bgp bhe bhm bhn bjf bjm bqi brh brk bsh bsk chg cja ckb cld clh czk dcc def deh dgl div dmk dml
    drw dv ecy esh fa fas fay faz fia fub gbz ggg gha ghr gig gjk gju glh glk grr gwc gwf gwt gzi ha-CM ha-SD hac
    hau-CM hau-SD haz hbo he heb hkh hnd hno hoh hrt hrz hss huy isk itk iw jad jat jbe jbn jdg ji jnd jog jpa jpr
    jrb jye kas kaz-AF kaz-CN kaz-IR kaz-MN kbu kby kcy kfm khw kir-CN kk-AF kk-CN kk-IR kk-MN klj kmr-IQ kmr-IR
    kmr-LB kmz kqd ks ktl ku-IQ ku-IR ku-LB kur-IQ kur-IR kur-LB kvx kxp ky-CN kzh lad lah lhs lki lrc lrk lrl lsa
    lsd lss luv luz may-CC mby mde mey mfa mfi mhj mid mki mnj ms-CC msa-CC mve mvy myz mzb mzn nli nlm nqo ntz nyq
    oar obm odk oru ota otk oui pa-PK pal pan-PK pbt pbu per pes pgd phl phn phr phv plk pmu pnb prc prd prs prx ps
    psh psi pst pus qxq rdb rhg rmt sam sbn scl sd sdb sdf sdg sdh sds sgl sgr sgy shd shm shu shv siy siz skr smp
    smy snd sog sqo sqt srh srz ssh sts swb syc syn syr tg-PK tgk-PK tjo tks tmr tnf tov tra trg trm trw ug uig
    und-AE und-AF und-BH und-CC und-DZ und-EG und-EH und-IL und-IQ und-IR und-JO und-KM und-KW und-LB und-LY und-MA
    und-MR und-MV und-OM und-PK und-PS und-QA und-SA und-SD und-SS und-SY und-TD und-TN und-YE ur urd ush uz-AF
    uzb-AF uzn-AF uzs vaf vgr vmh wbk wlo wne wni wsv xco xhe xka xkc xkj xkp xld xly xmn xmr xna xpr xsa xsd xvi
    ydd ydg yhd yi yid yih yud zba zdj zrp zsm-CC zum
    """.split()
)
"""Languages, and languages in some regions, whose likely script is one of those."""

LEFT_TO_RIGHT = frozenset(
    """
    mey-SN sd-IN snd-IN ug-KZ ug-MN uig-KZ uig-MN
    """.split()
)
"""Exceptions from these: languages in some regions."""
