import { node, type Script } from './script.ts';

export const shop: Script = {
  stories: [
    {
      story: 'Order status',
      weight: 6,
      nodes: [
        node(
          'Ask for the order number',
          0.95,
          {
            asks: ['where is my order?', 'my parcel has not arrived', 'Order from {date}, where is it'],
            answers: ['I will check. What is your order number? It begins with FH.'],
          },
          {
            de: {
              asks: ['Wo ist meine Bestellung?', 'Mein Paket ist nicht da', 'Bestellung vom {date}, wo bleibt sie?'],
              answers: ['Ich sehe nach. Wie lautet die Bestellnummer? Sie beginnt mit FH.'],
            },
            fr: {
              asks: ['où est ma commande ?', "mon colis n'est pas arrivé"],
              answers: ['Je regarde. Quel est le numéro de commande ? Il commence par FH.'],
            },
          },
        ),
        node(
          'Tell where it is',
          0.87,
          {
            asks: ['{order}', 'it is {order}', 'number {order}, ordered with {email}'],
            answers: ['Order {order} left our store in {city} and arrives on {date}. 📦'],
          },
          {
            de: {
              asks: ['{order}', 'Die Nummer ist {order}', '{order}, bestellt mit {email}'],
              answers: ['Bestellung {order} hat unser Lager in {city} verlassen und kommt am {date} an. 📦'],
            },
            fr: { asks: ['{order}', "c'est {order}"], answers: ['La commande {order} est partie de {city} et arrive le {date}. 📦'] },
          },
        ),
        node(
          'Change the address',
          0.69,
          {
            asks: ['can you send it to another address?', 'I moved to {city}', 'deliver to my neighbour {name}'],
            answers: ['As long as it has not left, I can change that. Where shall it go?'],
          },
          {
            de: {
              asks: ['Kann es an eine andere Adresse gehen?', 'Ich bin nach {city} gezogen', 'Bitte beim Nachbarn {name} abgeben'],
              answers: ['Solange es nicht unterwegs ist, kann ich das ändern. Wohin soll es?'],
            },
          },
        ),
      ],
    },
    {
      story: 'Returns',
      weight: 4,
      nodes: [
        node(
          'Return label',
          0.94,
          {
            asks: ['I want to return something', 'it does not fit', 'return label for {order} please'],
            answers: ['The label is on its way to {email}. You have 30 days.'],
          },
          {
            de: {
              asks: ['Ich möchte etwas zurückschicken', 'Es passt nicht', 'Retourenschein für {order} bitte'],
              answers: ['Der Retourenschein geht an {email}. Sie haben 30 Tage Zeit.'],
            },
            fr: {
              asks: ['je voudrais retourner un article', 'ça ne me va pas'],
              answers: ["L'étiquette part à {email}. Vous avez 30 jours."],
            },
          },
        ),
        node(
          'Refund',
          0.67,
          {
            asks: ['when do I get my {amount} back', 'refund?', 'still no refund since {date}!'],
            answers: ['{amount} will be on your account by {date}.'],
          },
          {
            de: {
              asks: ['Wann bekomme ich meine {amount} zurück?', 'Erstattung?', 'Seit {date} keine Erstattung!'],
              answers: ['{amount} sind bis {date} auf Ihrem Konto.'],
            },
            fr: { asks: ['quand serai-je remboursé de {amount} ?'], answers: ['{amount} seront sur votre compte avant le {date}.'] },
          },
        ),
        node(
          'Damaged goods',
          0.71,
          {
            asks: ['it arrived broken 😡', 'the lamp has a scratch', 'two plates of {order} are in pieces'],
            answers: ['I am sorry. We send you a new one at once, no need to return it.'],
          },
          {
            de: {
              asks: ['Es kam kaputt an 😡', 'Die Lampe hat einen Kratzer', 'Zwei Teller aus {order} sind zerbrochen'],
              answers: ['Das tut mir leid. Wir schicken sofort Ersatz, Sie müssen nichts zurückgeben.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Products',
      weight: 4,
      nodes: [
        node(
          'Is it in stock',
          0.88,
          {
            asks: ['is the oak table available', 'when will the blue one be back?', 'do you have it in size 42'],
            answers: ['Yes, we have it. Delivery by {date}.'],
          },
          {
            de: {
              asks: ['Ist der Eichentisch lieferbar?', 'Wann gibt es den blauen wieder?', 'Haben Sie das in Größe 42?'],
              answers: ['Ja, es ist da. Lieferung bis {date}.'],
            },
            fr: { asks: ['la table en chêne est-elle disponible ?'], answers: ['Oui, livraison avant le {date}.'] },
          },
        ),
        node(
          'Advice',
          0.62,
          {
            asks: ['which lamp fits a small kitchen?', 'is that jacket waterproof', 'gift for my sister, about {amount}'],
            answers: ['Many like this one: it costs {amount} and gets 4.7 of 5 stars.'],
          },
          {
            de: {
              asks: [
                'Welche Lampe passt in eine kleine Küche?',
                'Ist die Jacke wasserdicht?',
                'Geschenk für meine Schwester, etwa {amount}',
              ],
              answers: ['Beliebt ist dieses: es kostet {amount} und hat 4,7 von 5 Sternen.'],
            },
          },
        ),
        node(
          'Vouchers',
          0.76,
          {
            asks: ['my voucher does not work', 'student discount?', 'how do I use the code from the newsletter'],
            answers: ['Please type it in the last step, below the sum.'],
          },
          {
            de: {
              asks: ['Mein Gutschein geht nicht', 'Rabatt für Studierende?', 'Wie löse ich den Code aus dem Newsletter ein?'],
              answers: ['Bitte im letzten Schritt unter der Summe eingeben.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Stores',
      weight: 2,
      nodes: [
        node(
          'Opening hours',
          0.99,
          {
            asks: ['open today?', 'opening hours {city}', 'until when are you open'],
            answers: ['Our store in {city} is open from 10 to 20, not on Sundays.'],
          },
          {
            de: {
              asks: ['Heute offen?', 'Öffnungszeiten {city}', 'Bis wann haben Sie geöffnet?'],
              answers: ['Unser Laden in {city} hat von 10 bis 20 Uhr offen, außer sonntags.'],
            },
            fr: {
              asks: ["ouvert aujourd'hui ?", "heures d'ouverture {city}"],
              answers: ['Notre magasin de {city} est ouvert de 10 h à 20 h, sauf dimanche.'],
            },
          },
        ),
        node(
          'Reserve in a store',
          0.84,
          { asks: ['can you put it aside in {city}?', 'click and collect'], answers: ['It waits for you in {city} until {date}.'] },
          {
            de: {
              asks: ['Können Sie es in {city} zurücklegen?', 'Abholen im Laden'],
              answers: ['Es liegt bis {date} in {city} für Sie bereit.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Payment',
      weight: 2,
      nodes: [
        node(
          'Ways to pay',
          0.96,
          { asks: ['can I pay by invoice', 'how can I pay?'], answers: ['By card, invoice or in three instalments.'] },
          {
            de: {
              asks: ['Kann ich auf Rechnung zahlen?', 'Wie kann ich bezahlen?'],
              answers: ['Mit Karte, auf Rechnung oder in drei Raten.'],
            },
          },
        ),
        node(
          'Payment failed',
          0.57,
          {
            asks: ['my card {card} was refused', 'paid twice! {amount} each', 'payment failed, what now'],
            answers: ['Your bank refused it. Please try another card; nothing was booked.'],
          },
          {
            de: {
              asks: ['Meine Karte {card} wurde abgelehnt', 'Doppelt bezahlt! Je {amount}', 'Zahlung fehlgeschlagen, was nun?'],
              answers: ['Ihre Bank hat abgelehnt. Bitte eine andere Karte versuchen; es wurde nichts gebucht.'],
            },
          },
        ),
      ],
    },
  ],
  missed: {
    en: [
      'do you take back the old mattress?',
      'can the driver carry it to the fourth floor',
      'gift wrapping for a wedding 🎁',
      'is the wood certified?',
      'assembly service in {city}',
      'engraving on the back',
      'repair my old lamp, spare parts',
      'combine two orders {order}',
      'mattress topper test lying',
      'pay with my late husband’s voucher',
      'night delivery after 22:00',
      'is it safe for rabbits',
      'vegan leather?',
      'rent a sofa for a film shoot',
      'old mattress pickup date',
      'do you buy used furniture',
      'warranty card lost',
      'carbon footprint of the parcel',
      'the courier was rude and kicked the parcel, I have it on video, the whole street saw it and I would like to know what you are going to do about it',
      'sample of the fabric',
      'job application, are you hiring?',
    ],
    de: [
      'Nehmen Sie die alte Matratze mit?',
      'Trägt der Fahrer es in den vierten Stock?',
      'Geschenkverpackung zur Hochzeit 🎁',
      'Ist das Holz zertifiziert?',
      'Aufbauservice in {city}',
      'Ersatzteile für meine alte Lampe',
      'Gravur auf der Rückseite',
      'zwei Bestellungen zusammenlegen {order}',
      'Altgeräte und Matratze entsorgen',
      'Stoffmuster schicken',
      'Ist das für Kaninchen ungefährlich?',
      'Garantiekarte verloren',
      'Kaufen Sie gebrauchte Möbel an?',
      'Lieferung nach 22 Uhr',
      'Der Kurier war unverschämt',
    ],
    fr: [
      "reprenez-vous l'ancien matelas ?",
      'paquet cadeau pour un mariage',
      'montage à domicile',
      'gravure',
      'échantillon de tissu',
      'pièces détachées',
    ],
  },
};
