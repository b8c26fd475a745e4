"""Headers in further languages: the north, Poland, the Czechs, Hungary, Romania, Turkey, Greece, Russia, the far east.

Those of English, German, French, Spanish, Portuguese, Italian and Dutch stand in `app.ingest.vocabulary.headers`.
"""

TONGUES = {
    "customer_id": "رقم العميل|رقم العضوية|מספר לקוח|מספר חבר|"
    "买家会员名|买家昵称|买家id|id klienta|numer klienta|nr klienta|kundnummer|kundnr|kund id|"
    "kundenummer|kundenr|kunde id|"
    "číslo zákazníka|id zákazníka|ügyfélszám|ügyfél id|vevőkód|asiakasnumero|müşteri no|müşteri id|κωδικός πελάτη|"
    "id клиента|номер клиента|код клиента|номер клієнта|顧客番号|顧客id|会員番号|客户编号|会员号|고객번호|회원번호|"
    "número de cliente|código do cliente|código de cliente|código cliente",
    "email": "อีเมล|địa chỉ email|البريد الإلكتروني|البريد الالكتروني|بريد إلكتروني|الإيميل|דואר אלקטרוני|דוא״ל|"
    "דואל|אימייל|מייל|"
    "כתובת מייל|כתובת אימייל|"
    "adres e mail|adres email|e post|epost|e postadress|e mailadresse|epostadresse|sähköposti|"
    "sähköpostiosoite|e mail cím|email cím|e mailová adresa|emailová adresa|adresă de email|e posta|e posta adresi|"
    "эл почта|электронная почта|почта|електронна пошта|メールアドレス|メール|电子邮件|电子邮箱|邮箱|电子邮件地址|"
    "이메일|"
    "이메일 주소|endereço de e mail|endereço de email|adresse courriel|indirizzo e mail|dirección de correo|"
    "dirección de correo electrónico|dirección de email|ηλεκτρονική διεύθυνση",
    "phone": "الهاتف|رقم الهاتف|الجوال|رقم الجوال|الهاتف المحمول|טלפון|נייד|טלפון נייד|מספר טלפון|"
    "numer telefonu|nr telefonu|telefonnr|mobilnr|telefonní číslo|telefón|telefonszám|număr de telefon|"
    "puhelin|"
    "puhelinnumero|matkapuhelin|τηλέφωνο|телефон|номер телефона|電話番号|電話|携帯電話|手机|手机号|手机号码|电话|"
    "연락처|구매자 연락처|구매자연락처|주문자 연락처|주문자연락처|주문자 휴대폰|注文者電話番号|ご注文者電話番号|"
    "휴대폰|"
    "휴대전화|전화번호|telefon numarası|cep telefonu|número de telefone|telemóvel|número de teléfono",
    "first_name": "الاسم الأول|الاسم الاول|שם פרטי|"
    "お名前 名|氏名 名|名前 名|注文者 名|imię|förnamn|fornavn|jméno|křestní jméno|meno|keresztnév|"
    "utónév|prenume|etunimi|ad|adı|isim|όνομα|имя|"
    "ім'я|名|名字|primeiro nome|primer nombre|eesnimi|vardas",
    "last_name": "اسم العائلة|الاسم الأخير|اللقب|الكنية|שם משפחה|"
    "お名前 姓|氏名 姓|名前 姓|注文者 姓|nazwisko|efternamn|etternavn|efternavn|příjmení|priezvisko|"
    "vezetéknév|családnév|nume de familie|nume|"
    "sukunimi|sn|soyad|soyadı|soyisim|επώνυμο|фамилия|прізвище|姓|성|último nome|primer apellido|perekonnanimi|"
    "pavardė",
    "full_name": "الاسم|الاسم الكامل|الاسم كاملا|שם מלא|שם|שם הלקוח|"
    "adı soyadı|"
    "imię i nazwisko|namn|navn|jméno a příjmení|celé jméno|teljes név|név|nimi|ad soyad|ονοματεπώνυμο|фио|"
    "氏名|お名前|姓名|名前|성명|이름|nume complet|nome e cognome|nombre y apellidos|nom et prénom|vor und nachname",
    "gender": "الجنس|מין|מגדר|płeć|kön|kjønn|køn|pohlaví|nem|sukupuoli|cinsiyet|φύλο|пол|стать|性別|性别|성별",
    "birth_date": "تاريخ الميلاد|תאריך לידה|"
    "data urodzenia|födelsedatum|födelsedag|fødselsdato|fødselsdag|datum narození|dátum narodenia|"
    "születési dátum|születésnap|data nașterii|syntymäaika|syntymäpäivä|doğum tarihi|ημερομηνία γέννησης|"
    "дата рождения|"
    "день рождения|дата народження|生年月日|誕生日|生日|出生日期|생년월일|생일|aniversário|data de aniversário|"
    "cumpleaños|"
    "fecha de cumpleaños|anniversaire|date d anniversaire|compleanno|verjaardag",
    "street": "العنوان|الشارع|כתובת|רחוב|"
    "ulica|adres|gatuadress|adress|vejnavn|gateadresse|adresa|ulice|utca|cím|lakcím|stradă|osoite|katuosoite|"
    "διεύθυνση|адрес|улица|адреса|住所|番地|地址|주소|endereço|morada|rua",
    "city": "المدينة|עיר|ישוב|יישוב|"
    "miasto|miejscowość|stad|postort|poststed|město|mesto|város|település|oraș|localitate|kaupunki|"
    "postitoimipaikka|şehir|πόλη|город|місто|市区町村|市|城市|도시|linn|miestas|ciudad o localidad",
    "region": "województwo|län|fylke|megye|județ|maakunta|νομός|область|регион|都道府県|省|省份|시도",
    "postal_code": "الرمز البريدي|מיקוד|"
    "kod pocztowy|postnummer|postnr|psč|irányítószám|cod poștal|postinumero|posta kodu|"
    "ταχυδρομικός κώδικας|τκ|индекс|почтовый индекс|поштовий індекс|郵便番号|邮编|邮政编码|우편번호|sihtnumber|"
    "pašto kodas",
    "country": "الدولة|البلد|ארץ|"
    "kraj|země|krajina|ország|țară|maa|ülke|χώρα|страна|країна|国|国名|国家|국가|riik|šalis",
    "language": "اللغة|שפה|język|språk|sprog|jazyk|nyelv|limbă|kieli|dil|γλώσσα|язык|мова|言語|语言|언어",
    "signed_up_at": "تاريخ التسجيل|תאריך הצטרפות|תאריך הרשמה|תאריך רישום|"
    "data rejestracji|data zapisu|registreringsdatum|oprettet|opprettet|skapad|datum registrace|"
    "vytvořeno|regisztráció dátuma|data înregistrării|rekisteröitynyt|luotu|kayıt tarihi|ημερομηνία εγγραφής|"
    "дата регистрации|дата реєстрації|登録日|注册时间|注册日期|가입일|data de cadastro|data de registo",
    "tags": "الوسوم|תגיות|tagi|taggar|etiketter|štítky|címkék|etichete|tunnisteet|etiketler|теги|метки|タグ|标签|태그",
    "consent:email": "الحالة|حالة الاشتراك|סטטוס|"
    "상태|状态|狀態|tila|durum|tilstand|"
    "estado|estatus|statut|stato|stav|статус|状態|ステータス|situação|estado de suscripción|"
    "estado de la suscripción|statut d abonnement|stato iscrizione|anmeldestatus|abo status|zgoda|zgoda marketingowa|"
    "zgoda na marketing|zgoda na newsletter|samtycke|samtykke|souhlas|"
    "souhlas s newsletterem|hozzájárulás|hírlevél|consimțământ|suostumus|markkinointilupa|uutiskirje|nyhetsbrev|"
    "nyhedsbrev|uudiskiri|naujienlaiškis|бюлетин|билтен|bilten|butlletí|nuusbrief|bülten|согласие|"
    "согласие на рассылку|рассылка|подписка|розсилка|メルマガ|メールマガジン|メール配信|"
    "订阅|"
    "뉴스레터|수신동의|이메일 수신동의|aceita marketing|aceita receber e mails|recibir publicidad",
    "time": "تاريخ الطلب|التاريخ|תאריך הזמנה|תאריך|ngày đặt hàng|ngày đặt|ngày tạo|วันที่สั่งซื้อ|วันที่|"
    "waktu pesanan dibuat|"
    "tanggal pesanan|tanggal order|дата создания|дата створення|oprettet|opprettet|skapad|vytvořeno|luotu|"
    "létrehozva|订单创建时间|订单付款时间|付款时间|"
    "data złożenia|data wystawienia|data sprzedaży|datum vystavení|"
    "időpont|zaman|čas|datum a čas|czas|data i czas|tidpunkt|tidspunkt|ajankohta|ώρα|время|дата и время|час|"
    "时间|일시|"
    "日時|受付日時|売上日|дата|日期|日付|注文日|"
    "날짜|주문일|tarih|sipariş tarihi|päivämäärä|kelt|dátum|ημερομηνία|дата заказа|"
    "дата замовлення|下单时间|订单日期|dato",
    "order_id": "رقم الطلب|מספר הזמנה|mã đơn hàng|หมายเลขคำสั่งซื้อ|เลขที่คำสั่งซื้อ|номер заказа|заказ|"
    "номер замовлення|注文番号|订单号|订单编号|주문번호|sipariş no|sipariş numarası|"
    "αριθμός παραγγελίας|număr comandă|comandă",
    "total": "الإجمالي|إجمالي الطلب|סה״כ|סה כ|סהכ|סך הכל|tổng tiền|tổng cộng|thành tiền|ยอดรวม|ยอดรวมทั้งหมด|"
    "стоимость заказа|сумма заказа|сума замовлення|买家实际支付金额|买家应付货款|实付款|总金额|お支払い合計|"
    "支払い合計|支払合計|請求金額|ご請求金額|"
    "お支払い金額|支払金額|总价|实付金额|应付金额|"
    "결제금액|총결제금액|"
    "총 결제금액|do zapłaty|kwota do zapłaty|к оплате|сумма|итого|сума|合計|合計金額|总计|总额|金额|총액|합계|"
    "toplam|tutar|σύνολο",
    "quantity": "الكمية|כמות|số lượng|จำนวน|количество|кол во|кількість|数量|個数|注文数|수량|adet|miktar|"
    "ποσότητα|cantitate",
    "price": "السعر|سعر الوحدة|מחיר|מחיר ליחידה|đơn giá|giá bán|ราคา|ราคาต่อหน่วย|цена продажи|판매가|판매가격|"
    "판매 가격|정상가|소비자가|販売価格|売価|售价|销售价|销售价格|försäljningspris|salgspris|"
    "udsalgspris|verkaufspreis|prix de vente|precio de venta|prezzo di vendita|preço de venda|verkoopprijs|"
    "cena sprzedaży|prodejní cena|eladási ár|bruttó ár|myyntihinta|satış fiyatı|цена продажи|розничная цена|"
    "цена|ціна|"
    "単価|価格|单价|가격|단가|fiyat|birim fiyat|τιμή|preț",
    "item": "اسم المنتج|المنتج|מוצר|שם מוצר|שם המוצר|tên sản phẩm|sản phẩm|ชื่อสินค้า|สินค้า|"
    "название товара|назва товару|商品标题|宝贝标题|商品名称|товар|наименование|商品名|商品|상품명|상품|ürün|"
    "ürün adı|προϊόν|produs|produkt",
    "name": "benämning|artikelbenämning|beteckning|betegnelse|varebetegnelse|benevnelse|megnevezés|denumire|"
    "denumire produs|nimike|nimetus|pavadinimas|prekė|品名|제품명|tuotenimi|název zboží|názov|název",
    "sku": "رمز المنتج|מק״ט|מק ט|מקט|mã sản phẩm|รหัสสินค้า|артикул|код товара|商品コード|商品番号|品番|商品编码|"
    "商品编号|货号|판매자 상품코드|상품코드|"
    "상품번호|ürün kodu|stok kodu|"
    "κωδικός προϊόντος|cod produs|kod produktu|kód produktu|varenummer|varenr|cikkszám|tuotekoodi|tuotenumero",
    "category": "kategória|kategoria|kategori|категория|категорія|κατηγορία|カテゴリ|カテゴリー|分类|分類|类目|"
    "카테고리|luokka|tuoteryhmä|varegruppe|varugrupp|tootegrupp",
    "brand": "márka|marka|märke|varumærke|varumärke|merke|mærke|značka|merkki|марка|бренд|μάρκα|品牌|ブランド|브랜드",
    "in_stock": "raktáron|på lager|i lager|skladem|varastossa|наличие|в наличии|σε απόθεμα",
    "latitude": "latitud|latitudine|breddegrad|breddgrad|szerokość geograficzna|широта|纬度|緯度|위도",
    "longitude": "longitud|longitudine|længdegrad|längdgrad|lengdegrad|długość geograficzna|долгота|经度|経度|경도",
    "reason": "理由|原因|사유|причина",
    "state": "حالة الطلب|סטטוס הזמנה|סטטוס|trạng thái đơn hàng|trạng thái|trạng thái thanh toán|สถานะ|"
    "สถานะคำสั่งซื้อ|állapot|státusz|対応状況|処理状況|статус|статус заказа|ステータス|注文状況|订单状态|주문상태|"
    "durum|"
    "sipariş durumu|"
    "κατάσταση",
}
