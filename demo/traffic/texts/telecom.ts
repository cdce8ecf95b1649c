import { node, type Script } from './script.ts';

export const telecom: Script = {
  stories: [
    {
      story: 'Internet problem',
      weight: 5,
      nodes: [
        node(
          'Check the line',
          0.82,
          {
            asks: ['my internet is down', 'no connection since {minutes} minutes', 'wifi is so slow!!!'],
            answers: ['I am testing your line. This takes a minute ...'],
          },
          {
            de: {
              asks: ['Mein Internet geht nicht', 'seit {minutes} Minuten keine Verbindung', 'Das WLAN ist so langsam!!!'],
              answers: ['Ich prüfe Ihre Leitung. Das dauert eine Minute ...'],
            },
            es: { asks: ['no tengo internet', 'el wifi va muy lento'], answers: ['Estoy comprobando su línea. Tarda un minuto ...'] },
          },
        ),
        node(
          'Restart the router',
          0.68,
          {
            asks: ['what now?', 'the red light is blinking', 'I already restarted it'],
            answers: ['Please unplug the router, wait ten seconds and plug it in again.'],
          },
          {
            de: {
              asks: ['Und jetzt?', 'Das rote Licht blinkt', 'Neu gestartet habe ich schon'],
              answers: ['Bitte den Router ausstecken, zehn Sekunden warten und wieder einstecken.'],
            },
            es: {
              asks: ['¿y ahora?', 'parpadea la luz roja'],
              answers: ['Desenchufe el router, espere diez segundos y vuelva a enchufarlo.'],
            },
          },
        ),
        node(
          'Book a technician',
          0.88,
          {
            asks: ['still not working, send someone', 'I need a technician in {city}'],
            answers: ['A technician comes on {date}. We call {phone} before.'],
          },
          {
            de: {
              asks: ['Geht immer noch nicht, schicken Sie jemanden', 'Ich brauche einen Techniker in {city}'],
              answers: ['Ein Techniker kommt am {date}. Wir rufen vorher unter {phone} an.'],
            },
            es: { asks: ['sigue sin funcionar, envíen a alguien'], answers: ['Un técnico irá el {date}. Llamaremos antes al {phone}.'] },
          },
        ),
      ],
    },
    {
      story: 'Bill',
      weight: 4,
      nodes: [
        node(
          'Explain the bill',
          0.75,
          {
            asks: ['why is my bill {amount} this month?', 'I do not understand the bill', 'what is this extra item'],
            answers: ['Your plan costs {amount}; the rest are calls abroad.'],
          },
          {
            de: {
              asks: ['Warum ist meine Rechnung {amount} hoch?', 'Ich verstehe die Rechnung nicht', 'Was ist dieser Posten?'],
              answers: ['Ihr Tarif kostet {amount}; der Rest sind Anrufe ins Ausland.'],
            },
            es: {
              asks: ['¿por qué mi factura es de {amount}?'],
              answers: ['Su tarifa cuesta {amount}; el resto son llamadas al extranjero.'],
            },
          },
        ),
        node(
          'Pay later',
          0.63,
          { asks: ['can I pay on {date}', 'I cannot pay at once'], answers: ['You can pay until {date} without a fee.'] },
          {
            de: {
              asks: ['Kann ich am {date} zahlen?', 'Ich kann nicht auf einmal zahlen'],
              answers: ['Sie können bis {date} ohne Gebühr zahlen.'],
            },
          },
        ),
        node(
          'Change bank details',
          0.9,
          { asks: ['I have a new bank account', 'change my direct debit'], answers: ['Please confirm the link that I send to {email}.'] },
          {
            de: {
              asks: ['Ich habe ein neues Konto', 'Lastschrift ändern'],
              answers: ['Bitte bestätigen Sie den Link, den ich an {email} sende.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Plans',
      weight: 3,
      nodes: [
        node(
          'Compare plans',
          0.85,
          {
            asks: ['which plan is best for a family', 'I need more data', 'what does 5G cost?'],
            answers: ['The plan M has 40 GB for {amount} a month.'],
          },
          {
            de: {
              asks: ['Welcher Tarif passt für eine Familie?', 'Ich brauche mehr Datenvolumen', 'Was kostet 5G?'],
              answers: ['Der Tarif M hat 40 GB für {amount} im Monat.'],
            },
            es: { asks: ['¿qué tarifa me conviene?', 'necesito más datos'], answers: ['La tarifa M tiene 40 GB por {amount} al mes.'] },
          },
        ),
        node(
          'Change the plan',
          0.8,
          { asks: ['take that one', 'switch me to M from {date}'], answers: ['Done. Your new plan starts on {date}.'] },
          {
            de: { asks: ['Den nehme ich', 'Ab {date} bitte auf M wechseln'], answers: ['Erledigt. Ihr neuer Tarif beginnt am {date}.'] },
            es: { asks: ['me quedo con esa'], answers: ['Hecho. Empieza el {date}.'] },
          },
        ),
        node(
          'Cancel a contract',
          0.49,
          {
            asks: ['I want to cancel', 'cancel my contract by {date}!', 'I am moving abroad'],
            answers: ['Your contract can end on {date}. May I make you an offer before?'],
          },
          {
            de: {
              asks: ['Ich möchte kündigen', 'Vertrag zum {date} kündigen!', 'Ich ziehe ins Ausland'],
              answers: ['Ihr Vertrag kann am {date} enden. Darf ich Ihnen vorher ein Angebot machen?'],
            },
          },
        ),
      ],
    },
    {
      story: 'SIM card',
      weight: 2,
      nodes: [
        node(
          'Activate a SIM card',
          0.93,
          {
            asks: ['activate my sim', 'my number is {phone}, please activate', 'eSIM for my new phone'],
            answers: ['Your SIM card is active. Restart the phone, please.'],
          },
          {
            de: {
              asks: ['SIM-Karte aktivieren', 'Meine Nummer ist {phone}, bitte freischalten', 'eSIM für mein neues Handy'],
              answers: ['Ihre SIM-Karte ist aktiv. Bitte das Handy neu starten.'],
            },
            es: { asks: ['activar mi tarjeta SIM'], answers: ['Su tarjeta SIM está activa. Reinicie el teléfono.'] },
          },
        ),
        node(
          'Keep the number',
          0.73,
          {
            asks: ['can I keep my number {phone}?', 'number transfer from my old provider'],
            answers: ['Yes. The transfer of {phone} takes until {date}.'],
          },
          {
            de: {
              asks: ['Kann ich meine Nummer {phone} behalten?', 'Rufnummer vom alten Anbieter mitnehmen'],
              answers: ['Ja. Die Mitnahme von {phone} dauert bis {date}.'],
            },
          },
        ),
      ],
    },
  ],
  missed: {
    en: [
      'roaming on a cruise ship, how much?',
      'block my ex from calling me',
      'parental control for my son’s phone',
      'is there a fibre plan for our village?',
      'my neighbour uses my wifi',
      'smart watch with its own number',
      'landline with a rotary phone',
      'scam call from {phone}, what shall I do',
      'satellite phone for the mountains',
      'fibre cable cut by the digger',
      'donate my old handset',
      'voicemail greeting of my late husband, please keep it',
      'roaming package for Switzerland',
      'radiation of the mast near the school',
      'loud humming in the line',
      'fax over fibre',
      'cruise ship bill {amount} 😭',
      'hearing aid with bluetooth',
      'please stop the advertising calls',
      'static IP for my server',
    ],
    de: [
      'Roaming auf dem Kreuzfahrtschiff, was kostet das?',
      'Gibt es Glasfaser in unserem Dorf?',
      'Kindersicherung für das Handy meines Sohnes',
      'Betrugsanruf von {phone}, was soll ich tun?',
      'Mein Nachbar nutzt mein WLAN',
      'Uhr mit eigener Nummer',
      'Festnetz mit Wählscheibe',
      'Bagger hat die Glasfaser durchtrennt',
      'Roaming in der Schweiz',
      'Mailbox-Ansage meines verstorbenen Mannes behalten',
      'Brummen in der Leitung',
      'Strahlung vom Mast neben der Schule',
      'feste IP für meinen Server',
      'Fax über Glasfaser',
    ],
    es: [
      'roaming en un crucero',
      'fibra en nuestro pueblo',
      'control parental',
      'llamada de estafa de {phone}',
      'reloj con número propio',
      'zumbido en la línea',
    ],
  },
};
