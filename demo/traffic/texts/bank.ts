import { node, type Script } from './script.ts';

export const bank: Script = {
  stories: [
    {
      story: 'Account',
      weight: 5,
      nodes: [
        node(
          'Balance',
          0.96,
          {
            asks: ['What is my balance?', 'how much money do I have', 'show my account balance please'],
            answers: ['Your balance is {amount}, as of {date}.'],
          },
          {
            de: {
              asks: ['Wie ist mein Kontostand?', 'Kontostand bitte', 'Wie viel Geld ist auf dem Konto?'],
              answers: ['Ihr Kontostand beträgt {amount}, Stand {date}.'],
            },
          },
        ),
        node(
          'Recent bookings',
          0.91,
          {
            asks: ['and the last bookings?', 'There is a booking of {amount} that I do not know', 'show the transactions since {date}'],
            answers: ['Here are your last bookings. The newest is {amount} on {date}.'],
          },
          {
            de: {
              asks: ['und die letzten Umsätze?', 'Da ist eine Buchung über {amount}, die ich nicht kenne', 'Umsätze seit {date}'],
              answers: ['Hier sind Ihre letzten Umsätze. Der neueste: {amount} am {date}.'],
            },
          },
        ),
        node(
          'Download a bank letter',
          0.83,
          {
            asks: ['I need a letter that confirms my account', 'where is the yearly summary for the tax office?'],
            answers: ['You find it in your mailbox under Documents.'],
          },
          {
            de: {
              asks: ['Ich brauche eine Kontobestätigung', 'Wo ist die Steuerbescheinigung?'],
              answers: ['Sie finden sie im Postfach unter Dokumente.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Card',
      weight: 4,
      nodes: [
        node(
          'Block a card',
          0.97,
          {
            asks: ['I lost my card!!', 'please block my card {card}', 'my wallet was stolen in {city} 😱'],
            answers: ['Your card is blocked now. Shall I order a new one?'],
          },
          {
            de: {
              asks: ['Meine Karte ist weg!!', 'Bitte Karte {card} sperren', 'Mein Geldbeutel wurde in {city} gestohlen 😱'],
              answers: ['Ihre Karte ist jetzt gesperrt. Soll ich eine neue bestellen?'],
            },
          },
        ),
        node(
          'Order a new card',
          0.92,
          {
            asks: ['yes please send a new one', 'My card is broken, can I get another?'],
            answers: ['It is on its way and should arrive by {date}.'],
          },
          {
            de: {
              asks: ['Ja, bitte eine neue Karte schicken', 'Meine Karte ist kaputt, bekomme ich eine neue?'],
              answers: ['Sie ist unterwegs und kommt voraussichtlich am {date} an.'],
            },
          },
        ),
        node(
          'Change the PIN',
          0.78,
          {
            asks: ['how do I change my PIN', 'I forgot my pin', 'PIN is locked after three tries'],
            answers: ['You can choose a new PIN in the app under Cards, or at any of our machines.'],
          },
          {
            de: {
              asks: ['Wie ändere ich meine PIN?', 'PIN vergessen', 'Die PIN ist nach drei Versuchen gesperrt'],
              answers: ['Eine neue PIN wählen Sie in der App unter Karten oder am Automaten.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Transfer',
      weight: 3,
      nodes: [
        node(
          'Start a transfer',
          0.88,
          {
            asks: ['I want to send {amount} to {name}', 'transfer money abroad', 'make a transfer please'],
            answers: ['Who shall get it? Please tell me the IBAN.'],
          },
          {
            de: {
              asks: ['Ich möchte {amount} an {name} überweisen', 'Überweisung ins Ausland', 'Bitte eine Überweisung'],
              answers: ['An wen soll es gehen? Bitte nennen Sie mir die IBAN.'],
            },
          },
        ),
        node(
          'Confirm a transfer',
          0.94,
          { asks: ['yes confirm', 'ok do it', 'confirm, but on {date}'], answers: ['Done: {amount} will be there by {date}.'] },
          {
            de: {
              asks: ['ja, bestätigen', 'ok, ausführen', 'bestätigen, aber erst am {date}'],
              answers: ['Erledigt: {amount} sind spätestens am {date} dort.'],
            },
          },
        ),
        node(
          'Raise the limit',
          0.66,
          {
            asks: ['my limit is too low', 'please raise the daily limit to {amount}'],
            answers: ['I can raise it for today. For good, please use the form.'],
          },
          {
            de: {
              asks: ['Mein Limit ist zu niedrig', 'Bitte das Tageslimit auf {amount} erhöhen'],
              answers: ['Für heute kann ich es erhöhen. Dauerhaft bitte über das Formular.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Loan',
      weight: 2,
      nodes: [
        node(
          'Loan offer',
          0.72,
          {
            asks: ['I need a loan of {amount}', 'what are the rates for a car loan', 'mortgage for a flat in {city}?'],
            answers: ['The rate depends on the term. For {amount} it starts at 3.9 %.'],
          },
          {
            de: {
              asks: [
                'Ich brauche einen Kredit über {amount}',
                'Wie sind die Zinsen für einen Autokredit?',
                'Baufinanzierung für eine Wohnung in {city}?',
              ],
              answers: ['Der Zins hängt von der Laufzeit ab. Für {amount} beginnt er bei 3,9 %.'],
            },
          },
        ),
        node(
          'Documents for a loan',
          0.81,
          {
            asks: ['which papers do you need?', 'can I upload my payslips'],
            answers: ['Your last three payslips and a valid identity card, please.'],
          },
          {
            de: {
              asks: ['Welche Unterlagen brauchen Sie?', 'Kann ich die Gehaltsabrechnungen hochladen?'],
              answers: ['Die letzten drei Gehaltsabrechnungen und einen gültigen Ausweis, bitte.'],
            },
          },
        ),
        node(
          'Repay early',
          0.58,
          {
            asks: ['can I repay early?', 'what does it cost to repay the loan on {date}'],
            answers: ['Up to five percent a year are free of charge.'],
          },
          {
            de: {
              asks: ['Kann ich früher zurückzahlen?', 'Was kostet die Sondertilgung am {date}?'],
              answers: ['Bis zu fünf Prozent im Jahr sind kostenlos.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Branches',
      weight: 1,
      nodes: [
        node(
          'Opening hours',
          0.98,
          {
            asks: ['when are you open in {city}', 'opening hours?', 'are you open on Saturday'],
            answers: ['Our branch in {city} is open from 9 to 17, on Thursdays until 19.'],
          },
          {
            de: {
              asks: ['Wann haben Sie in {city} offen?', 'Öffnungszeiten?', 'Haben Sie samstags geöffnet?'],
              answers: ['Die Filiale in {city} hat von 9 bis 17 Uhr offen, donnerstags bis 19 Uhr.'],
            },
          },
        ),
        node(
          'Book an appointment',
          0.86,
          {
            asks: ['I need an appointment on {date}', 'can an adviser call me on {phone}?'],
            answers: ['You are booked for {date}. Please bring your identity card.'],
          },
          {
            de: {
              asks: ['Ich brauche einen Termin am {date}', 'Kann mich ein Berater unter {phone} anrufen?'],
              answers: ['Ihr Termin ist am {date}. Bitte bringen Sie Ihren Ausweis mit.'],
            },
          },
        ),
      ],
    },
  ],
  missed: {
    en: [
      'can I buy bitcoin with you?',
      'how do I add the card to my watch wallet',
      'I want to open an account for my baby',
      'is my inheritance already on the account of my late mother',
      'power of attorney for my father',
      'do you offer a savings plan for gold',
      'standing order for my landlord bounced',
      'my garnishment protection account',
      'what is the exchange rate for Swiss francs',
      'cash deposit of coins, where?',
      'donate to the flood victims',
      'student overdraft without interest',
      'bitcoin savings plan instead of gold',
      'deceased customer certificate',
      'chargeback for a hotel in {city} that went bankrupt',
      'the app crashes with my rooted phone',
      'do you sponsor our football club?',
      'crypto tax report for bitcoin',
      'my tenant wants a deposit account',
      'change my surname after the wedding 💍',
    ],
    de: [
      'Kann ich bei Ihnen Bitcoin kaufen?',
      'Konto für mein Baby eröffnen',
      'Wie bekomme ich die Karte auf meine Uhr?',
      'Vollmacht für meinen Vater',
      'Erbschein vorlegen nach Todesfall',
      'Freistellungsauftrag ändern',
      'Dauerauftrag für den Vermieter ist geplatzt',
      'Pfändungsschutzkonto einrichten',
      'Mietkaution anlegen',
      'Münzgeld einzahlen, wo geht das?',
      'Goldsparplan statt Bitcoin',
      'Nachname nach der Hochzeit ändern 💍',
      'Girokonto für unseren Verein',
      'Bausparvertrag kündigen',
      'Lastschrift zurückgeben wegen Insolvenz des Hotels',
    ],
  },
};
