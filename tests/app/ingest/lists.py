"""Contact lists of ten people in the languages that the commonest encodings are for, written by hand for these tests.

None of their lines was used to count letters (`packaging/letters.py`) or to set a weight.
"""

from typing import Final

LISTS: Final = {
    "german": """Jörg Schäfer;Gößweinstraße 4;Nürnberg;ruft lieber vormittags zurück
Annegret Weiß;Am Mühlenbach 17;Tübingen;möchte keine Werbung per Post
Käthe Großmann;Königsallee 88;Düsseldorf;
Uwe Brandt;Hafenweg 3;Kiel;Stammkunde seit 2009
Ömer Yıldız;Müllerstr. 12;Berlin;
Sören Lüders;Fährstraße 1;Flensburg;fragt nach größeren Größen
Heike Kühn;Schloßplatz 9;Würzburg;
Jürgen Preuß;Hügelgasse 5;Göttingen;schätzt schnelle Lieferung
Bärbel Höfer;Lindenallee 2;Köln;
Max Vogel;Rathausplatz 6;Bamberg;Rückgabe läuft noch""".replace("Yıldız", "Yildiz"),
    "french": """Hélène Lefèvre;12 rue de l'Église;Orléans;préfère être appelée le matin
Gaëlle Rousseau;3 allée des Chênes;Besançon;cliente fidèle depuis février
François Noël;8 boulevard Général-Leclerc;Nîmes;
Zoé Dubois;45 cours de la République;Le Havre;a reçu deux fois le même colis
André Crépin;7 impasse du Château;Angoulême;
Benoît Gérard;19 rue Molière;Saint-Étienne;déménage en août
Maïté Etcheverry;2 place du Marché;Pau;
Jérôme Bâtard;6 quai des Orfèvres;Sète;où est passée ma commande ?
Inès Pelletier;30 rue Voltaire;Lyon;
Loïc Le Goff;1 rue du Phare;Brest;ça lui a plu""",
    "spanish": """José Ramón Núñez;Calle Menéndez Pelayo 14;Cádiz;prefiere recibirlo por la mañana
Begoña Ibáñez;Avenida de la Constitución 3;Logroño;
Íñigo Etxeberria;Plaza España 7;San Sebastián;cumpleaños en julio
Lucía Fernández;Paseo del Ángel 22;Málaga;¿tiene talla pequeña?
Andrés Peña;Calle Ancha 9;La Coruña;
Raúl Gutiérrez;Ronda de Atocha 5;Madrid;pidió un reembolso en línea
Mónica Vázquez;Calle Río Miño 1;Lugo;
Óscar Cordón;Camino Viejo 18;Jaén;
Sofía Agüero;Avenida Juárez 100;Querétaro;cigüeña de regalo
Martín Solís;Calle Nueva 2;León;comprará más el próximo año""",
    "portuguese": """João Gonçalves;Rua da Conceição 21;Setúbal;não quer receber mensagens à noite
Inês Magalhães;Travessa São José 4;Évora;
Antônio Araújo;Avenida Getúlio Vargas 900;Belém;cliente há três anos
Conceição Simões;Largo do Município 2;Guimarães;
Luís Falcão;Rua das Flores 8;Porto;pediu informações sobre a promoção
Cristóvão Brandão;Praça da República 1;São Luís;
Mônica Assunção;Rua Três Corações 55;Goiânia;
Hélder Romão;Rua Nova 13;Faro;devolução em avaliação
Açucena Leitão;Avenida Atlântica 7;Florianópolis;
Estêvão Pacheco;Rua do Sol 3;Viseu;só responde às segundas""",
    "italian": """Niccolò D'Amico;Via della Libertà 6;Forlì;è già cliente da più di un anno
Letizia Bonafè;Piazza Università 2;Catania;
Raffaele Cosmè;Via Papa Giovanni 31;Nardò;perché non riceve le novità?
Giosuè Carducci;Corso Cavour 8;Pavia;
Noemi Cantù;Via Santa Lucia 4;Mondovì;
Desirée Bréchet;Rue de l'Évêché 9;Aosta;
Carlo Salabè;Viale Trieste 11;Pesaro;tornerà lunedì
Mosè Bianchi;Via Roma 1;Cittadella;
Elia Foà;Via Po 17;Torino;sì alla pubblicità
Rosa Pistarà;Via Etnea 3;Acireale;""",
    "dutch": """Loïs van der Veer;Prins Bernhardlaan 4;'s-Gravenhage;wil geen reclame via e-mail
Chloë de Groot;Coöperatieweg 12;Hengelo;
René Jäger;Beëindigingstraat 1;Zaandam;
Daniël Hoekstra;Oranjesingel 30;Leeuwarden;belt liever ’s ochtends
Zoë Maas;Kerkstraat 8;Venlo;
Anaïs Wouters;Veldstraat 5;Gent;
Michaël Peeters;Grote Markt 2;Mechelen;
Eveline Bijl;Dorpsstraat 9;IJsselstein;
Noëlle Smit;Industrieweg 7;Eindhoven;geïnteresseerd in een cadeau van € 20
Raphaël Claes;Stationsplein 3;Hasselt;""",
    "swedish": """Åsa Lindström;Östra Hamngatan 5;Göteborg;vill helst bli kontaktad på förmiddagen
Göran Öberg;Järnvägsgatan 11;Västerås;
Märta Sjöberg;Björkvägen 2;Växjö;har köpt två gånger
Håkan Fält;Kungsgatan 40;Umeå;
Jörgen Åkesson;Norra Vallgatan 8;Malmö;
Bo Ekman;Skolvägen 1;Luleå;tycker om våra tröjor
Annelie Hägg;Ängsgatan 6;Örebro;
Pär Nyström;Storgatan 3;Gävle;
Lovisa Dahl;Vårvägen 14;Borås;
Åke Ström;Sjögatan 7;Härnösand;""",
    "danish": """Søren Kjærgaard;Nørregade 12;Ålborg;vil gerne have færre mails
Pia Bødker;Sønder Allé 3;Århus;
Jørgen Østergaard;Ågade 7;København;har købt både kjole og sko
Åse Mørk;Strandvejen 90;Helsingør;
Mads Nørgaard;Kirkevænget 1;Næstved;
Birthe Ravn;Havnegade 4;Rønne;
Bjørn Sørensen;Åboulevarden 22;Køge;spørger efter større størrelser
Kåre Lassen;Møllevej 6;Tønder;
Grøn Ingeborg;Søgade 8;Sorø;
Ærenlund Karen;Bygade 5;Ribe;""",
    "finnish": """Päivi Mäkelä;Hämeenkatu 15;Jyväskylä;haluaa yhteydenoton iltapäivällä
Väinö Hämäläinen;Pääskytie 2;Seinäjoki;
Yrjö Kyllönen;Itäinen Pitkäkatu 8;Hyvinkää;ei sähköpostia
Eija Räsänen;Mäntytie 4;Äänekoski;
Jyrki Östman;Västra Kyrkogatan 1;Pietarsaari;
Mikko Ylönen;Keskuskatu 9;Kemijärvi;
Tyyne Särkkä;Järvenpääntie 30;Riihimäki;
Sampo Niemelä;Kauppakatu 5;Lappeenranta;kysyi hintoja
Työn Sankari;Mäkikatu 7;Ylöjärvi;
Aino Törmänen;Rantatie 6;Savonlinna;""",
    "icelandic": """Guðrún Þórðardóttir;Skólavörðustígur 12;Reykjavík;vill fá færri bréf
Ægir Sigurðsson;Þingvallastræti 4;Akureyri;
Björk Jónsdóttir;Aðalgata 7;Stykkishólmur;
Þorsteinn Ólafsson;Hafnarbraut 2;Höfn;keypti peysu í fyrra
Áslaug Einarsdóttir;Vesturgata 9;Ísafjörður;
Sævar Hjálmarsson;Suðurgata 1;Keflavík;
Hrefna Bjarnadóttir;Kirkjubraut 5;Seyðisfjörður;
Óðinn Magnússon;Strandgata 3;Hafnarfjörður;
Eyþór Davíðsson;Ráðhústorg 6;Selfoss;
Sólveig Ýr Pálsdóttir;Brekkugata 8;Egilsstaðir;""",
    "polish": """Małgorzata Wójcik;ul. Świętokrzyska 14;Łódź;prosi o kontakt po południu
Paweł Żurawski;ul. Kościuszki 3;Poznań;
Elżbieta Gołębiewska;al. Niepodległości 77;Białystok;kupiła trzy książki
Grażyna Sęk;ul. Łąkowa 9;Częstochowa;
Sławomir Źrebiec;ul. Górna 1;Kielce;
Józef Dąbek;pl. Wolności 6;Wałbrzych;nie chce reklam
Święcicki Bogdan;ul. Mickiewicza 2;Gdańsk;
Kinga Ćwik;ul. Ogrodowa 31;Toruń;
Bożena Jeż;ul. Śląska 8;Zabrze;wysyłka jutro
Łucja Maciąg;ul. Krótka 5;Przemyśl;""",
    "czech": """Tomáš Dvořáček;Nádražní 12;České Budějovice;přeje si zavolat odpoledne
Kateřina Šťastná;Žižkova 3;Třebíč;
Jiří Hájek;U Řeky 8;Ústí nad Labem;koupil dvě košile
Zdeňka Růžičková;Pod Lipami 1;Děčín;
Ondřej Vašíček;Masarykovo náměstí 7;Hodonín;
Běla Žáková;Školní 22;Olomouc;nechce reklamu
Luboš Křížek;Vídeňská 5;Brno;
Šárka Čermáková;Dlouhá 9;Kroměříž;
Radek Kůň;Lesní 2;Přerov;
Alžběta Mühlová;Zámecká 6;Plzeň;vrátí zboží""",
    "slovak": """Ľubomír Šebík;Námestie slobody 4;Košice;chce, aby sme zavolali ráno
Žofia Kráľová;Štúrova 11;Nové Zámky;
Ján Ďurica;Hlavná 2;Prešov;kúpil už päťkrát
Božena Mäsiarová;Vajnorská 9;Bratislava;
Štefan Hrušovský;Ulica 29. augusta 6;Banská Štiavnica;
Ľudmila Oravcová;Pri kríži 1;Žiar nad Hronom;
Matúš Vĺčko;Krátka 8;Trenčín;nechce letáky
Ružena Töröková;Komenského 3;Dunajská Streda;
Dušan Kňažko;Lesná 7;Ružomberok;
Viera Tŕnistá;Školská 5;Piešťany;""",
    "hungarian": """Erzsébet Sütő;Széchenyi tér 3;Győr;kéri, hogy délután hívjuk
Gergő Fűzfa;Kőrösi Csoma út 12;Hódmezővásárhely;
Zsófia Kövesdi;Petőfi utca 8;Szombathely;
Béla Erdődy;Tűzoltó köz 1;Kecskemét;már kétszer vásárolt
Ágnes Győrfi;Fő tér 6;Esztergom;
Ödön Csíky;Hősök útja 44;Békéscsaba;nem kér hírlevelet
Tünde Rácz;Művész sor 2;Szentendre;
István Bőhm;Kertész utca 9;Nagykőrös;
Örs Hegedűs;Vörösmarty tér 5;Cegléd;
Ildikó Zöldi;Szőlő utca 7;Tiszafüred;""",
    "romanian": """Ştefan Moţoc;Strada Mihai Eminescu 14;Piteşti;doreşte să fie sunat dimineaţa
Ioana Brânză;Calea Victoriei 3;Bucureşti;
Răzvan Şerban;Bulevardul Unirii 8;Iaşi;a cumpărat două rochii
Mădălina Ciobănaşu;Aleea Plopilor 1;Târgu Mureş;
Ţuţea Petre;Piaţa Sfatului 7;Braşov;
Cătălin Văduva;Strada Şcolii 22;Galaţi;nu vrea reclame
Crăciun Anghel;Şoseaua Naţională 5;Constanţa;
Lăcrămioara Gîrbea;Strada Gării 9;Bistriţa;
Sânziana Pîrvu;Strada Înfrăţirii 2;Timişoara;
Ilinca Hanţ;Strada Lungă 6;Mangalia;""",
    "croatian": """Željko Šarić;Ulica kneza Branimira 4;Šibenik;želi da ga zovemo navečer
Đurđica Čolak;Trg žrtava 12;Đakovo;
Anđela Perković;Školska 3;Požega;već je kupila dvije košulje
Tomislav Žgela;Riječka cesta 8;Opatija;
Krešimir Ćuk;Vukovarska 1;Koprivnica;
Božica Međeral;Cvjetni trg 6;Čakovec;ne želi poštu
Hrvoje Šimunić;Zagrebačka 22;Našice;
Snježana Grđan;Vinogradska 9;Križevci;
Ivica Čačić;Duga ulica 5;Varaždin;
Mirjana Puž;Obala 2;Crikvenica;""",
    "slovenian": """Žiga Čebular;Prešernova cesta 4;Škofja Loka;želi klic popoldne
Špela Žnidaršič;Šolska ulica 12;Črnomelj;
Boštjan Šušteršič;Glavni trg 3;Ptuj;kupil je že večkrat
Mojca Kočevar;Celovška cesta 80;Ljubljana;
Matjaž Vršič;Pod gradom 1;Žalec;
Urška Ježek;Tržaška 6;Postojna;noče oglasov
Aleš Pirnat;Rožna dolina 22;Nova Gorica;
Andraž Ščuka;Obrežna 9;Maribor;
Tončka Hočevar;Kolodvorska 5;Krško;
Jože Škrabec;Loška 2;Ribnica;""",
    "lithuanian": """Jūratė Žemaitienė;Gedimino pr. 14;Šiauliai;prašo skambinti po pietų
Žydrūnas Šimkus;Laisvės al. 3;Panevėžys;
Daiva Čepaitė;Vytauto g. 8;Kėdainiai;pirko du kartus
Kęstutis Vaičiūnas;Šv. Jono g. 1;Ukmergė;
Aušra Rūkaitė;Taikos g. 7;Mažeikiai;
Ąžuolas Giedrys;Ąžuolyno g. 22;Kaunas;nenori reklamos
Eglė Šližytė;Pušų g. 5;Druskininkai;
Ričardas Įsoda;Upės g. 9;Plungė;
Živilė Bųžaitė;Stoties g. 2;Telšiai;
Mindaugas Lėlys;Ežero g. 6;Trakai;""",
    "latvian": """Jānis Bērziņš;Brīvības iela 14;Rīga;lūdz zvanīt pēcpusdienā
Līga Kļaviņa;Lāčplēša iela 3;Jēkabpils;
Ģirts Ķēniņš;Skolas iela 8;Valmiera;pircis jau divas reizes
Žanete Šķēle;Liepājas iela 1;Kuldīga;
Mārtiņš Žagars;Dārza iela 7;Cēsis;
Ņina Čakste;Ezera iela 22;Rēzekne;nevēlas reklāmu
Uldis Vītols;Pļavu iela 5;Ogre;
Sanita Ūdre;Jūras iela 9;Ventspils;
Krišjānis Lūsis;Rūpniecības iela 2;Jelgava;
Ērika Zariņa;Kļavu iela 6;Sigulda;""",
    "estonian": """Jüri Põld;Väike-Karja 14;Pärnu;palub helistada pärast lõunat
Õnne Käär;Sõpruse puiestee 3;Võru;
Ülle Mägi;Põhja 8;Kärdla;ostnud juba kaks korda
Šarlotte Tüür;Jõe 1;Põltsamaa;
Tõnu Äär;Kesk tänav 7;Jõhvi;
Žanna Rööp;Männi 22;Tõrva;ei soovi reklaami
Külli Väljas;Lõuna 5;Viljandi;
Märt Õunapuu;Ülikooli 9;Tartu;
Häli Sööt;Kooli 2;Põlva;
Rööt Raudsepp;Tööstuse 6;Narva;""",
    "turkish": """Ayşe Yılmaz;İstiklâl Caddesi 14;Beyoğlu;öğleden sonra aranmak istiyor
Çağrı Şimşek;Atatürk Bulvarı 3;Eskişehir;
Gülşen Işık;Çınar Sokak 8;Muğla;iki kez alışveriş yaptı
Uğur Gündoğdu;Şehitler Caddesi 1;Diyarbakır;
Özgür Kılıç;Bağdat Caddesi 200;Kadıköy;
İrem Çağlayan;Gazi Mustafa Sokağı 7;Aydın;reklam istemiyor
Oğuzhan Ünlü;Barış Mahallesi 22;Çorum;
Züleyha Erdoğmuş;Okul Sokak 5;Kırşehir;
Tuğba Dağ;İnönü Caddesi 9;Elazığ;
Şükrü Öztürk;Çarşı İçi 2;Iğdır;""",
    "russian": """Наталья Щербакова;ул. Гагарина, 14;Екатеринбург;просит звонить после обеда
Фёдор Подъячев;проспект Мира, 3;Нижний Новгород;
Юлия Цыганова;Большая Ордынка, 8;Москва;купила уже дважды
Эдуард Хрусталёв;ул. Чехова, 1;Ростов-на-Дону;
Ксения Жданова;Набережная, 7;Сочи;
Игорь Ющенков;ул. Юбилейная, 22;Пермь;не хочет рекламы
Зинаида Объедкова;Съездовская, 5;Омск;
Артём Шишкин;ул. Энгельса, 9;Уфа;
Людмила Йотова;Кольцевая, 2;Тверь;
Вячеслав Грибов;Заречная, 6;Псков;""",
    "ukrainian": """Олексій Ґудзь;вул. Хрещатик, 14;Київ;просить телефонувати після обіду
Юлія Їжакевич;проспект Свободи, 3;Львів;
Євген Щербань;вул. Сагайдачного, 8;Дніпро;купив уже двічі
Ганна Ящук;вул. Лісова, 1;Чернівці;
Андрій Зайців;площа Ринок, 7;Рівне;
Надія Пір’ївна;вул. Дружби, 22;Житомир;не хоче реклами
Ірина Кив’юк;вул. Садова, 5;Ужгород;
Тарас Біленький;вул. Шкільна, 9;Суми;
Оксана Єрмоленко;вул. Нова, 2;Черкаси;
Микола Гай;вул. Зелена, 6;Хмельницький;""",
    "bulgarian": """Цветелина Йорданова;бул. Витоша 14;София;моли да се обадим следобед
Стоян Щърбанов;ул. Шипка 3;Пловдив;
Гергана Бъчварова;ул. Раковски 8;Търговище;купила е вече два пъти
Любомир Ръжев;ул. Черни връх 1;Кюстендил;
Юлиян Дянков;пл. Свобода 7;Перник;
Жечка Хаджиева;ул. Опълченска 22;Русе;не желае реклама
Ангел Мечкаров;ул. Пирин 5;Благоевград;
Виолета Сърненска;ул. Явор 9;Ямбол;
Тодор Фъртунов;ул. Гъркова 2;Сливен;
Ася Кънчева;ул. Бор 6;Шумен;""",
    "greek": """Ελένη Παπαδοπούλου;Οδός Ερμού 14;Θεσσαλονίκη;ζητά να την καλέσουμε το απόγευμα
Γιώργος Χατζής;Λεωφόρος Κηφισίας 3;Μαρούσι;
Άννα Ξενάκη;Πλατεία Συντάγματος 8;Αθήνα;έχει αγοράσει ήδη δύο φορές
Σπύρος Ψαράς;Αγίου Ανδρέα 1;Πάτρα;
Έφη Βλάχου;Εθνικής Αντιστάσεως 7;Ηράκλειο;
Όλγα Ρήγα;Μητροπόλεως 22;Βόλος;δεν θέλει διαφημίσεις
Ίων Δραγούμης;Καποδιστρίου 5;Κέρκυρα;
Ζωή Καΐρη;Ακτή Μιαούλη 9;Πειραιάς;
Ύδρα Λουκά;Σχολείου 2;Ναύπλιο;
Ώρα Ζήση;Ιουστινιανού 6;Καβάλα;""",
    "hebrew": """נועה אברהמי;רחוב הרצל 14;ראשון לציון;מבקשת שיתקשרו אחר הצהריים
יוסי בן-דוד;שדרות רוטשילד 3;תל אביב;
שירה כץ;דרך השלום 8;גבעתיים;קנתה כבר פעמיים
אלון מזרחי;רחוב ויצמן 1;כפר סבא;
תמר פרידמן;סמטת הזית 7;צפת;
גיא שטרן;רחוב הנביאים 22;חיפה;לא רוצה פרסומות
מיכל סגל;רחוב ביאליק 5;רמת גן;
עומר חדד;דרך בגין 9;באר שבע;
ליאת קורן;רחוב הגפן 2;זכרון יעקב;
איתן ניצן;רחוב הים 6;אילת;""",
    "arabic": """فاطمة الزهراء;شارع الملك فهد 14;الرياض;تطلب الاتصال بعد الظهر
محمد عبد الله;شارع الحمراء 3;بيروت;
خديجة بنت علي;حي النخيل 8;مراكش;اشترت مرتين
يوسف الحداد;طريق المطار 1;عمّان;
ليلى منصور;شارع الجمهورية 7;القاهرة;
إبراهيم شاهين;شارع فلسطين 22;دمشق;لا يريد إعلانات
سارة الغامدي;حي الروضة 5;جدة;
عمر الفاسي;شارع الحرية 9;تونس;
نورة القحطاني;طريق الخليج 2;الدمام;
حسن البصري;شارع النهر 6;بغداد;""",
    "vietnamese": """Nguyễn Thị Hương;12 phố Hàng Đào;Hà Nội;muốn được gọi vào buổi chiều
Trần Văn Đức;3 đường Lê Lợi;Thành phố Hồ Chí Minh;
Phạm Ngọc Ánh;8 ngõ Chợ Gạo;Hải Phòng;đã mua hai lần rồi
Lê Quốc Bảo;1 đường Trưng Nữ Vương;Đà Nẵng;
Hoàng Thùy Dương;7 đường Nguyễn Huệ;Huế;
Đỗ Minh Khôi;22 đường Ba Tháng Hai;Cần Thơ;không thích quảng cáo
Vũ Thanh Trúc;5 đường Bạch Đằng;Quy Nhơn;
Bùi Xuân Mạnh;9 đường Cách Mạng;Biên Hòa;
Đặng Thảo Vy;2 đường Hùng Vương;Đà Lạt;
Ngô Hữu Phước;6 đường Trần Phú;Nha Trang;""",
    "thai": """สมชาย ใจดี;ถนนสุขุมวิท 14;กรุงเทพมหานคร;ขอให้โทรกลับช่วงบ่าย
วิไลวรรณ ศรีสุข;ถนนพหลโยธิน 3;เชียงใหม่;
ประเสริฐ ทองคำ;ซอยลาดพร้าว 8;นนทบุรี;ซื้อสินค้าแล้วสองครั้ง
กานดา แก้วมณี;ถนนมิตรภาพ 1;ขอนแก่น;
ธนพล วงศ์ใหญ่;ถนนเจริญกรุง 7;ภูเก็ต;
อรุณี พูนผล;ถนนราชดำเนิน 22;นครราชสีมา;ไม่ต้องการโฆษณา
สุรชัย บุญมา;ถนนชายทะเล 5;หัวหิน;
ปิยะดา รักไทย;ถนนหน้าเมือง 9;สุราษฎร์ธานี;
ณัฐวุฒิ เพชรดี;ถนนประชาราษฎร์ 2;ลำปาง;
มาลี สวนดอก;ถนนริมน้ำ 6;อยุธยา;""",
    "simplified chinese": """王小红;建国路14号;北京;希望下午打电话联系
李志强;南京西路3号;上海;
张丽华;天河北路8号;广州;已经买过两次
刘建军;解放大道1号;武汉;
陈思雨;西湖大道7号;杭州;
杨海涛;人民南路22号;成都;不想收到广告
赵敏;中山路5号;青岛;
黄文静;滨海大道9号;厦门;
周杰;学府街2号;哈尔滨;
吴桂芳;花园路6号;郑州;""",
    "traditional chinese": """陳怡君;中正路14號;臺北市;希望下午來電聯絡
林志豪;民生東路3號;新竹市;
黃淑芬;自由路8號;臺中市;已經買過兩次
張雅婷;成功路1號;臺南市;
李國榮;愛河街7號;高雄市;
王麗華;復興南路22號;桃園市;不想收到廣告
吳建宏;海岸路5號;花蓮縣;
劉美玲;彌敦道9號;九龍;
蔡宗翰;學府路2號;嘉義市;
楊靜宜;濱海路6號;基隆市;""",
    "japanese": """佐藤 美咲;中央区銀座4-14;東京都;午後に電話してほしいとのこと
鈴木 健太;北区梅田3-1;大阪府;
高橋 さくら;青葉区一番町8;仙台市;すでに二回購入
田中 大輔;中区栄1-7;名古屋市;
渡辺 由美子;西区みなとみらい7;横浜市;
伊藤 誠;博多区駅前22;福岡市;広告は不要
山本 ひかり;左京区下鴨5;京都市;
中村 拓也;札幌駅前通り9;北海道;
小林 カオリ;駅南2-2;新潟市;
加藤 陽菜;本町6;広島市;メールは週に一度""",
    "korean": """김민준;종로구 세종대로 14;서울특별시;오후에 전화해 달라고 함
이서연;해운대구 센텀로 3;부산광역시;
박지훈;수성구 동대구로 8;대구광역시;벌써 두 번 구매했음
최유진;연수구 송도대로 1;인천광역시;
정하늘;서구 상무대로 7;광주광역시;
강태현;유성구 대학로 22;대전광역시;광고를 원하지 않음
조은비;팔달구 효원로 5;수원시;
윤성호;완산구 전주천로 9;전주시;
장미란;중앙로 2;제주시;
임동욱;시청길 6;춘천시;""",
}
"""Name; street; town; a note."""

WRITTEN: Final = {
    "german": ("cp1252", "iso8859_1", "mac_roman", "cp850", "cp437"),
    "french": ("cp1252", "iso8859_15", "mac_roman", "cp850"),
    "spanish": ("cp1252", "iso8859_1", "mac_roman", "cp850"),
    "portuguese": ("cp1252", "mac_roman", "cp850"),
    "italian": ("cp1252", "iso8859_1", "cp850"),
    "dutch": ("cp1252", "iso8859_15"),
    "swedish": ("cp1252", "mac_roman", "cp850", "cp437"),
    "danish": ("cp1252", "iso8859_1", "cp850"),
    "finnish": ("cp1252", "iso8859_15"),
    "icelandic": ("cp1252",),
    "polish": ("cp1250", "iso8859_2", "iso8859_16", "cp852", "mac_latin2"),
    "czech": ("cp1250", "iso8859_2", "cp852", "mac_latin2"),
    "slovak": ("cp1250", "iso8859_2", "cp852"),
    "hungarian": ("cp1250", "iso8859_2", "cp852"),
    "romanian": ("cp1250", "iso8859_2", "iso8859_16"),
    "croatian": ("cp1250", "iso8859_2"),
    "slovenian": ("cp1250", "iso8859_2"),
    "lithuanian": ("cp1257", "iso8859_13", "iso8859_4"),
    "latvian": ("cp1257", "iso8859_13", "iso8859_4"),
    "estonian": ("cp1257", "iso8859_13", "iso8859_15"),
    "turkish": ("cp1254", "iso8859_9", "cp857"),
    "russian": ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic"),
    "ukrainian": ("cp1251", "koi8_u"),
    "bulgarian": ("cp1251", "iso8859_5"),
    "greek": ("cp1253", "iso8859_7"),
    "hebrew": ("cp1255", "iso8859_8"),
    "arabic": ("cp1256", "iso8859_6"),
    "vietnamese": ("cp1258",),
    "thai": ("cp874",),
    "simplified chinese": ("gb18030", "utf_16_le", "utf_32_le"),
    "traditional chinese": ("big5", "utf_16_be"),
    "japanese": ("cp932", "euc_jp", "iso2022_jp", "utf_16_le"),
    "korean": ("cp949", "iso2022_kr", "utf_16_be"),
}
"""The encodings in which lists of a language come."""


def written(language: str, encoding: str) -> tuple[str, bytes]:
    """A list as text and as a program writes it in an encoding; its special signs are replaced where it lacks them."""
    text = "name;street;city;note\n" + LISTS[language] + "\n"
    if encoding == "cp1258":
        return text, b"".join(map(_with_marks, text))
    if encoding == "iso8859_16":
        text = text.translate(str.maketrans("ŞşŢţ", "ȘșȚț"))
    kept = [sign for sign in text if _fits(sign, encoding)]
    text = "".join(kept)
    return text, text.encode(encoding)


def _fits(sign: str, encoding: str) -> bool:
    try:
        return bool(sign.encode(encoding))
    except UnicodeEncodeError:
        return False


def _with_marks(sign: str) -> bytes:
    """A sign of Vietnamese as the letter and the mark of its tone."""
    import unicodedata

    parts = unicodedata.normalize("NFD", sign)
    tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
    letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
    return (letter + tones).encode("cp1258")
