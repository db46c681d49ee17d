#!/usr/bin/python3
"""make_charsets.py OUT.c: the decoding tables of src/base/charset*.c, from Python's codecs.

Also how common characters are, for guessing: the lists below are common knowledge (school years of Japan, the most used
characters of Chinese and Korean text), the rest follows from the level a character has in its national standard."""
import sys
import unicodedata

# Years 1 and 2 of Japanese school, and what stands in every business letter.
JAPANESE_TOP = '''
一右雨円王音下火花貝学気九休玉金空月犬見五口校左三山子四糸字耳七車手十出女小上森人水正生青夕石赤千川先早草足村大男竹中虫町天田土二日入年白八百文木本名目立力林六
引羽雲園遠何科夏家歌画回会海絵外角楽活間丸岩顔汽記帰弓牛魚京強教近兄形計元言原戸古午後語工公広交光考行高黄合谷国黒今才細作算止市矢姉思紙寺自時室社弱首秋週春書少場色食心新親図数西声星晴切雪船線前組走多太体台地池知茶昼長鳥朝直通弟店点電刀冬当東答頭同道読内南肉馬売買麦半番父風分聞米歩母方北毎妹万明鳴毛門夜野友用曜来里理話
請求様件確認依頼添付送信受信重要至急連絡案内株式会社医院病院診療薬局予約変更登録完了設定更新期限利用支払振込口座銀行番号本人認証情報保険患者検査結果紹介状注文商品発送配達荷物通知御願致申込取引税領収書見積納品契約担当部長課室所員先生佐藤鈴木田中高橋渡辺伊藤山本中村小林加藤吉田佐々木井上松斉清崎池阿部石川岡島健康剤錠師科内外眼歯耳鼻皮膚血圧糖尿
'''
# Years 3 to 6, names, prefectures, medicine.
JAPANESE_SCHOOL = '''
悪安暗医委意育員院飲運泳駅央横屋温化荷界開階寒感漢館岸起期客究急級宮球去橋業曲局銀区苦具君係軽血決研県庫湖向幸港号根祭皿仕死使始指歯詩次事持式実写者主守取酒受州拾終習集住重宿所暑助昭消商章勝乗植申身神真深進世整昔全相送想息速族他打対待代第題炭短談着注柱丁帳調追定庭笛鉄転都度投豆島湯登等動童農波配倍箱畑発反坂板皮悲美鼻筆氷表秒病品負部服福物平返勉放味命面問役薬由油有遊予羊洋葉陽様落流旅両緑礼列練路和
愛案以衣位囲胃印英栄塩億加果貨課芽改械害街各覚完官管関観願希季紀喜旗器機議求泣救給挙漁共協鏡競極訓軍郡径型景芸欠結建健験固功好候航康告差菜最材昨札刷殺察参産散残士氏史司試児治辞失借種周祝順初松笑唱焼象照賞臣信成省清静席積折節説浅戦選然争倉巣束側続卒孫帯隊達単置仲貯兆腸低底停的典伝徒努灯堂働特得毒熱念敗梅博飯飛費必票標不夫付府副粉兵別辺変便包法望牧末満未脈民無約勇要養浴利陸良料量輪類令冷例歴連老労録
圧移因永営衛易益液演応往桜恩可仮価河過賀快解格確額刊幹慣眼基寄規技義逆久旧居許境均禁句群経潔件券険検限現減故個護効厚耕鉱構興講混査再災妻採際在財罪雑酸賛支志枝師資飼示似識質舎謝授修述術準序招承証条状常情織職制性政勢精製税責績接設舌絶銭祖素総造像増則測属率損退貸態団断築張提程適敵統銅導徳独任燃能破犯判版比肥非備俵評貧布婦富武復複仏編弁保墓報豊防貿暴務夢迷綿輸余預容略留領
異遺域宇映延沿我灰拡革閣割株干巻看簡危机揮貴疑吸供胸郷勤筋系敬警劇激穴絹権憲源厳己呼誤后孝皇紅降鋼刻穀骨困砂座済裁策冊蚕至私姿視詞誌磁射捨尺若樹収宗就衆従縦縮熟純処署諸除将傷障城蒸針仁垂推寸盛聖誠宣専泉洗染善奏窓創装層操蔵臓存尊宅担探誕段暖値宙忠著庁頂潮賃痛展討党糖届難乳認納脳派拝背肺俳班晩否批秘腹奮並陛閉片補暮宝訪亡忘棒枚幕密盟模訳郵優幼欲翌乱卵覧裏律臨朗論
藤斎渡斉齋鈴浜崎﨑髙岡沖縄阪奈岐阜滋媛茨栃梨鹿潟埼熊香也之哉彦郎恵智裕隆浩祐亮翔瑞穂沙彩綾亜葵蓮斗悠咲莉那須遼颯菅塚沢澤坪俊樋堀柴桑榊笠笹尾芝栗梶楠淳淑稔紘紗聡肇脇臼芹菊萩藍諒辻迫錦鎌鍋頼鴨鶴麻龍竜亀邉邊濱櫻國廣瀬嶋條凛凜莉琉瑠璃琴琳渚楓渕槙鷲蓑綺諭匠惣宏弘昌晃旭晴朋
剤錠顆粒軟膏療箋診腫瘍癌炎症腎肝胆膵膀胱喉咽膚泌尿婦麻酔循環析採紹介患込継更停認添契却払戻貼載致伺御弊慮恐縮頃項頻該掲控換掛押抜撮携違誰般販範避被敷普符負伴抱報訂締提抵滞替託択濃湿疹痢吐咳喘鬱肩腰膝股脚腕髄菌滅廃棄搬購稿綱網郊抗攻更拘巧酵影陰隠鉛縁奥押卸穏佳架箇菓華雅皆該概獲較隔括滑缶勘勧喚監緩還環甘含企既軌輝偽儀吉喫詰及巨拒拠距享叫狭響驚緊謹駆偶遇繰傾刑啓恵慶携迎撃兼剣圏堅嫌献賢遣顕互娯悟江洪硬荒香豪克込婚懇魂詐鎖債催歳砕削索錯傘刺施旨脂諮慈軸執疾斜煮釈趣寿需秀襲充柔俊瞬旬潤巡遵緒徐償召奨尚床掌昇渉焦称衝詳丈剰浄譲飾触伸侵寝審慎振震尽陣吹睡遂随枢据杉澄是姓誓籍跡摂占潜繊薦鮮措礎租訴阻双掃挿贈促即俗耐袋滝卓拓沢濯但奪脱棚丹端弾恥遅蓄秩抽駐彫徴挑聴超跳沈珍鎮津塚釣亭帝邸泥摘滴徹殿途怒倒凍塔搭盗筒到踏逃透闘洞匿督突尼如妊忍粘悩把排杯培泊薄爆髪罰帆繁盤彼疲微姫漂描瓶怖浮腐舞封伏幅覆噴併柄壁癖偏舗捕募簿奉峰崩泡縫胞芳邦飽傍坊妨帽忙房冒肪膨僕没翻盆摩磨膜又慢漫魅妙眠霧娘銘免茂猛耗黙紋躍柳癒唯幽憂誘雄融与誉揚揺溶踊抑翼雷絡履離隆了寮涼陵隣涙累励零麗齢劣裂恋錬露廊漏惑枠湾々〆
'''
CHINESE_TOP = '''
的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运您邮请客户订单票付账密码网服务谢联系收款银行
'''
TAIWAN_TOP = '''
的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運您郵請客戶訂單票付帳密碼網服務謝聯絡收款銀
'''
KOREAN_TOP = '''
이다는의에을를가고은하지사기로인대한도어자리시아서정일수나스장부전상원주동해제그보라구성국관오만세들여신조비있과것유소니공선경계치면우학되까게안문년와위진요업물내간러무통생마려용개중트명발거연회방모습합적분결양단재달말때당산반후호입실영했않야필본차심감금드할식데료외르음등미행월남건각복불현체설즈운직타력저배임강화바접육민군노예종터많더번추초람천표따품크너네카형급박김최권윤님확메첨송청좌녕립학교병울약환품층길역점께융톡앱링클릭돈손님신뢰름색호특별참견맞출근휴가족친회탈퇴뮤닫쇼핑몰즉
'''
# The order of enum charset from CHARSET_LATIN1 on; ISO sets that browsers read as their Windows supersets likewise.
SINGLE = '''cp1252 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4
iso8859-5 iso8859-6 iso8859-7 iso8859-8 cp1254 iso8859-10 cp874 iso8859-13 iso8859-14 iso8859-15 iso8859-16
koi8-r koi8-u cp437 cp850 cp866 mac-roman cp874'''.split()


def one(codec, *code):
    """The character of one code, 0 when there is none or several."""
    try:
        text = bytes(code).decode(codec)
    except UnicodeDecodeError:
        return 0
    return ord(text) if len(text) == 1 else 0


def jis_table():
    leads = [b for b in (*range(0x81, 0xA0), *range(0xE0, 0xF0), *range(0xFA, 0xFD))]
    cells = [b for b in range(0x40, 0xFD) if b != 0x7F]
    return [one('cp932', lead, cell) for lead in leads for cell in cells]


def gb_table():
    return [one('gb18030', a, b) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF) if b != 0x7F]


def gb_ranges(two_byte):
    """Four-byte codes count the BMP characters that have no shorter one, in order: pairs where the difference changes."""
    known = set(two_byte)
    left = [r for r in range(0x80, 0x10000) if r not in known and not 0xD800 <= r < 0xE000]
    ranges = []
    linear = 0
    for rune in left:
        code = chr(rune).encode('gb18030')
        if len(code) != 4:
            continue
        linear = ((code[0] - 0x81) * 10 + code[1] - 0x30) * 1260 + (code[2] - 0x81) * 10 + code[3] - 0x30
        if not ranges or linear - ranges[-1][0] != rune - ranges[-1][1]:
            ranges.append((linear, rune))
    return ranges


def big5_table():
    codes = [(a, b) for a in range(0x81, 0xFF) for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF))]
    return [one('big5hkscs', *c) or one('cp950', *c) for c in codes]


def single(codec):
    """What a set leaves open stays a C1 control, as browsers have it; from A0 on it is no character."""
    return [one(codec, b) or (b if b < 0xA0 else 0) for b in range(0x80, 0x100)]


def script_class(rune):
    """Class of a letter by the first word of its name; unicodedata has no scripts."""
    name = unicodedata.name(chr(rune), '')
    upper = unicodedata.category(chr(rune)) in ('Lu', 'Lt')
    for word in ('LATIN', 'CYRILLIC', 'GREEK'):
        if name.startswith(word):
            return f'CLASS_{word}_{"UPPER" if upper else "LOWER"}'
    return 'CLASS_LETTER'


RANGES = [  # first match wins
    (0x00, 0x08, 'CONTROL'), (0x0B, 0x0B, 'CONTROL'), (0x0E, 0x1F, 'CONTROL'), (0x7F, 0x9F, 'CONTROL'),
    (0x41, 0x5A, 'ASCII_UPPER'), (0x61, 0x7A, 'ASCII_LOWER'), (0x00, 0x7F, 'ASCII'), (0xA0, 0xBF, 'WEST_PUNCT'),
    (0x2010, 0x2027, 'WEST_PUNCT'), (0x2030, 0x203A, 'WEST_PUNCT'), (0x20A0, 0x20BF, 'WEST_PUNCT'), (0x2122, 0x2122, 'WEST_PUNCT'),
    (0x3005, 0x3006, 'KANJI'), (0x3001, 0x3002, 'CJK_PUNCT'), (0x3000, 0x3000, 'CJK_PUNCT'), (0x3008, 0x3011, 'CJK_PUNCT'),
    (0x3041, 0x309F, 'HIRAGANA'), (0x30FB, 0x30FC, 'CJK_PUNCT'), (0x30A1, 0x30FF, 'KATAKANA'),
    (0xFF01, 0xFF0F, 'CJK_PUNCT'), (0xFF1A, 0xFF20, 'CJK_PUNCT'), (0xFF10, 0xFF5E, 'FULL_WIDTH'),
    (0xFF61, 0xFF65, 'HALF_PUNCT'), (0xFF9E, 0xFF9F, 'HALF_MARK'), (0xFF66, 0xFF9D, 'HALF_KANA'),
    (0xE000, 0xF8FF, 'PRIVATE'), (0xFFFD, 0xFFFD, 'BAD'), (0x0300, 0x036F, 'MARK'), (0xFE00, 0xFE0F, 'MARK'),
    (0x200B, 0x200F, 'WEST_PUNCT'), (0xFEFF, 0xFEFF, 'WEST_PUNCT'),
]


def class_table(jis, gb, big5, ksc):
    level = lambda codes: set(codes) - {0}
    jis1, jis2 = level(jis[15 * 94:47 * 94]), level(jis[47 * 94:])
    gb1 = level(gb[(a - 0x81) * 190 + b - 0x41] for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))
    big1 = level(big5[(0xA4 - 0x81) * 157:(0xC7 - 0x81) * 157])
    ksc1 = level(ksc[(a - 0x81) * 190 + b - 0x41] for a in range(0xB0, 0xC9) for b in range(0xA1, 0xFF))
    top, school, chinese, taiwan, korean = ({ord(c) for c in s if not c.isspace()} for s in (
        JAPANESE_TOP, JAPANESE_SCHOOL, CHINESE_TOP, TAIWAN_TOP, KOREAN_TOP))

    def han(r):
        jp = 0 if r in top else 1 if r in school else 2 if r in jis1 else 3 if r in jis2 else 4
        cn = 0 if r in chinese else 1 if r in gb1 else 2
        tw = 0 if r in taiwan else 1 if r in big1 else 2
        return 0x80 | jp << 4 | cn << 2 | tw

    def of(r):
        for first, last, name in RANGES:
            if first <= r <= last:
                return han(r) if name == 'KANJI' else 'CLASS_' + name
        if 0x3400 <= r <= 0x9FFF or 0xF900 <= r <= 0xFAFF:
            return han(r)
        if 0xAC00 <= r <= 0xD7A3:
            return 'CLASS_HANGUL_TOP' if r in korean else 'CLASS_HANGUL' if r in ksc1 else 'CLASS_HANGUL_RARE'
        category = unicodedata.category(chr(r)) if not 0xD800 <= r < 0xE000 else 'Cs'
        if category[0] == 'L':
            return script_class(r)
        if category[0] == 'M':
            return 'CLASS_LETTER'       # vowel signs of Thai, Hebrew, Arabic stand among letters
        return 'CLASS_OTHER' if category[0] == 'C' else 'CLASS_SYMBOL'

    return [of(r) for r in range(0x10000)]


def write_array(f, kind, name, values, width=16):
    f.write(f'const {kind} {name} = {{\n')
    for i in range(0, len(values), width):
        f.write(','.join(str(v) for v in values[i:i + width]) + ',\n')
    f.write('};\n')


def main(out):
    jis, gb, big5 = jis_table(), gb_table(), big5_table()
    ksc = [one('cp949', a, b) for a in range(0x81, 0xFF) for b in range(0x41, 0xFF)]
    jis2 = [one('euc_jp', 0x8F, a, b) for a in range(0xA1, 0xFF) for b in range(0xA1, 0xFF)]
    ranges = gb_ranges(gb)
    plane2 = bytearray((len(big5) + 7) // 8)
    for i, rune in enumerate(big5):
        if rune > 0xFFFF:
            plane2[i // 8] |= 1 << i % 8
    classes = class_table(jis, gb, big5, ksc)
    rows, page = [], []
    for i in range(256):
        row = classes[i * 256:i * 256 + 256]
        if row not in rows:
            rows.append(row)
        page.append(rows.index(row))
    with open(out, 'w', encoding='ascii') as f:
        f.write('#include "base/charset_tables.h"\n')
        write_array(f, 'uint16_t', 'charset_jis[JIS_ROWS * JIS_CELLS]', jis)
        write_array(f, 'uint16_t', 'charset_jis2[JIS_CELLS * JIS_CELLS]', jis2)
        write_array(f, 'uint16_t', 'charset_gb[GB_LEADS * GB_CELLS]', gb)
        write_array(f, 'struct charset_range', 'charset_gb_ranges[]', [f'{{{a},{b}}}' for a, b in ranges])
        f.write(f'const unsigned charset_gb_range_count = {len(ranges)};\n')
        write_array(f, 'uint16_t', 'charset_big5[BIG5_LEADS * BIG5_CELLS]', [r & 0xFFFF for r in big5])
        write_array(f, 'uint8_t', 'charset_big5_plane2[(BIG5_LEADS * BIG5_CELLS + 7) / 8]', plane2)
        write_array(f, 'uint16_t', 'charset_ksc[KSC_LEADS * KSC_CELLS]', ksc)
        write_array(f, 'uint16_t', 'charset_single[][128]', ['{' + ','.join(map(str, single(c))) + '}' for c in SINGLE], 1)
        write_array(f, 'uint8_t', 'charset_class_page[256]', page)
        write_array(f, 'uint8_t', 'charset_class_rows[][256]', ['{' + ','.join(map(str, r)) + '}' for r in rows], 1)


main(*sys.argv[1:])
