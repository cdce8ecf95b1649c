import { node, type Script } from './script.ts';

export const airline: Script = {
  stories: [
    {
      story: 'Booking',
      weight: 5,
      nodes: [
        node(
          'Find a flight',
          0.86,
          {
            asks: ['flights to {city} on {date}', 'cheapest flight to {city}?', 'I want to fly with two kids to {city} next month'],
            answers: ['I found three flights to {city}, from {amount}.'],
          },
          {
            de: {
              asks: ['Flüge nach {city} am {date}', 'günstigster Flug nach {city}?', 'Ich möchte mit zwei Kindern nach {city} fliegen'],
              answers: ['Ich habe drei Flüge nach {city} gefunden, ab {amount}.'],
            },
            es: {
              asks: ['vuelos a {city} el {date}', '¿cuál es el vuelo más barato a {city}?'],
              answers: ['He encontrado tres vuelos a {city}, desde {amount}.'],
            },
            fr: {
              asks: ['vols pour {city} le {date}', 'le vol le moins cher pour {city} ?'],
              answers: ["J'ai trouvé trois vols pour {city}, à partir de {amount}."],
            },
          },
        ),
        node(
          'Choose a seat',
          0.9,
          { asks: ['window seat please', 'can we sit together?', 'I need more legroom'], answers: ['Seats 14A and 14B are yours.'] },
          {
            de: {
              asks: ['Fensterplatz bitte', 'Können wir zusammensitzen?', 'Ich brauche mehr Beinfreiheit'],
              answers: ['Die Plätze 14A und 14B gehören Ihnen.'],
            },
            es: { asks: ['asiento de ventana, por favor', '¿podemos sentarnos juntos?'], answers: ['Los asientos 14A y 14B son suyos.'] },
            fr: { asks: ["côté hublot s'il vous plaît", 'peut-on être assis ensemble ?'], answers: ['Les sièges 14A et 14B sont à vous.'] },
          },
        ),
        node(
          'Pay a booking',
          0.79,
          {
            asks: ['pay with card {card}', 'can I pay by invoice', 'the payment failed twice'],
            answers: ['Thank you, {amount} are paid. The ticket goes to {email}.'],
          },
          {
            de: {
              asks: ['mit Karte {card} zahlen', 'Kann ich auf Rechnung zahlen?', 'Die Zahlung ist zweimal fehlgeschlagen'],
              answers: ['Danke, {amount} sind bezahlt. Das Ticket geht an {email}.'],
            },
            es: {
              asks: ['pagar con la tarjeta {card}', 'el pago ha fallado'],
              answers: ['Gracias, {amount} pagados. El billete va a {email}.'],
            },
            fr: {
              asks: ['payer avec la carte {card}', 'le paiement a échoué'],
              answers: ['Merci, {amount} sont payés. Le billet part à {email}.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Change a trip',
      weight: 3,
      nodes: [
        node(
          'Change the date',
          0.74,
          {
            asks: ['I need to fly on {date} instead', 'change my booking {booking}', 'can I take a later flight'],
            answers: ['The change costs {amount}. Shall I book it?'],
          },
          {
            de: {
              asks: ['Ich muss am {date} fliegen', 'Buchung {booking} umbuchen', 'Kann ich einen späteren Flug nehmen?'],
              answers: ['Die Umbuchung kostet {amount}. Soll ich sie vornehmen?'],
            },
            es: { asks: ['necesito volar el {date}', 'cambiar mi reserva {booking}'], answers: ['El cambio cuesta {amount}. ¿Lo hago?'] },
            fr: {
              asks: ['je dois partir le {date}', 'modifier ma réservation {booking}'],
              answers: ['Le changement coûte {amount}. Je le fais ?'],
            },
          },
        ),
        node(
          'Cancel and refund',
          0.61,
          {
            asks: ['cancel my flight, I am ill', 'where is my refund of {amount}?', 'I want my money back!!'],
            answers: ['Your flight is cancelled. {amount} will be refunded by {date}.'],
          },
          {
            de: {
              asks: ['Flug stornieren, ich bin krank', 'Wo bleibt meine Erstattung von {amount}?', 'Ich will mein Geld zurück!!'],
              answers: ['Ihr Flug ist storniert. {amount} werden bis {date} erstattet.'],
            },
            es: {
              asks: ['cancelar mi vuelo', '¿dónde está mi reembolso de {amount}?'],
              answers: ['Vuelo cancelado. Recibirá {amount} antes del {date}.'],
            },
            fr: {
              asks: ['annuler mon vol', 'où est mon remboursement de {amount} ?'],
              answers: ['Votre vol est annulé. {amount} seront remboursés avant le {date}.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Flight status',
      weight: 4,
      nodes: [
        node(
          'Delay',
          0.89,
          {
            asks: ['is flight {flight} on time?', '{flight} delayed?', 'we have been waiting at the gate for {minutes} minutes'],
            answers: ['Flight {flight} leaves {minutes} minutes late, from gate B12.'],
          },
          {
            de: {
              asks: ['Ist Flug {flight} pünktlich?', '{flight} verspätet?', 'Wir warten seit {minutes} Minuten am Gate'],
              answers: ['Flug {flight} startet {minutes} Minuten später, Gate B12.'],
            },
            es: { asks: ['¿sale a tiempo el vuelo {flight}?'], answers: ['El vuelo {flight} sale con {minutes} minutos de retraso.'] },
            fr: { asks: ["le vol {flight} est-il à l'heure ?"], answers: ['Le vol {flight} part avec {minutes} minutes de retard.'] },
          },
        ),
        node(
          'Compensation',
          0.52,
          {
            asks: ['what do I get for the delay', 'compensation for {flight}', 'I missed my connection in {city}'],
            answers: ['Please send the form with your booking {booking}; we answer by {date}.'],
          },
          {
            de: {
              asks: ['Was bekomme ich für die Verspätung?', 'Entschädigung für {flight}', 'Ich habe meinen Anschluss in {city} verpasst'],
              answers: ['Bitte senden Sie das Formular mit Buchung {booking}; wir antworten bis {date}.'],
            },
          },
        ),
      ],
    },
    {
      story: 'Baggage',
      weight: 3,
      nodes: [
        node(
          'Baggage rules',
          0.93,
          {
            asks: ['how many kilos can I take', 'hand baggage size?', 'can I add a bag to {booking}'],
            answers: ['One bag of 23 kg and one piece of hand baggage of 8 kg.'],
          },
          {
            de: {
              asks: ['Wie viel Kilo darf ich mitnehmen?', 'Größe vom Handgepäck?', 'Koffer zu {booking} dazubuchen'],
              answers: ['Ein Koffer bis 23 kg und ein Handgepäck bis 8 kg.'],
            },
            es: { asks: ['¿cuántos kilos puedo llevar?'], answers: ['Una maleta de 23 kg y equipaje de mano de 8 kg.'] },
            fr: { asks: ['combien de kilos puis-je emporter ?'], answers: ['Un bagage de 23 kg et un bagage à main de 8 kg.'] },
          },
        ),
        node(
          'Lost baggage',
          0.64,
          {
            asks: ['my suitcase did not arrive in {city}', 'lost baggage {booking}', 'where is my bag??'],
            answers: ['I have opened a report. We call you on {phone} as soon as it is found.'],
          },
          {
            de: {
              asks: ['Mein Koffer ist nicht in {city} angekommen', 'Gepäck verloren {booking}', 'Wo ist mein Koffer??'],
              answers: ['Ich habe eine Meldung angelegt. Wir rufen Sie unter {phone} an.'],
            },
          },
        ),
        node(
          'Damaged baggage',
          0.59,
          {
            asks: ['a wheel of my suitcase is broken', 'my bag came back wet'],
            answers: ['I am sorry. Please send two photos and your booking {booking}.'],
          },
          {
            de: {
              asks: ['Am Koffer ist ein Rad abgebrochen', 'Meine Tasche kam nass an'],
              answers: ['Das tut mir leid. Bitte schicken Sie zwei Fotos und die Buchung {booking}.'],
            },
          },
        ),
      ],
    },
  ],
  missed: {
    en: [
      'can my emotional support dog sit next to me?',
      'travel with a cello on the seat',
      'vegan meal for the flight back',
      'I am 34 weeks pregnant, may I fly?',
      'wheelchair at the gate in {city}',
      'insulin in the hand baggage',
      'do I need a visa for {city}',
      'unaccompanied minor, my daughter is 9',
      'name misspelled on the ticket',
      'surfboard and dog in the same booking',
      'wifi price on board',
      'transfer my miles to my wife',
      'lounge access for the baby',
      'drone with lithium battery',
      'strike on {date}, will we fly?',
      'vegan wine on board?',
      'passport expires during the trip',
      'my ex is on the same flight, can you move me',
    ],
    de: [
      'Darf mein Hund neben mir sitzen?',
      'Ich bin in der 34. Woche schwanger, darf ich fliegen?',
      'veganes Essen auf dem Rückflug',
      'Rollstuhl am Gate in {city}',
      'Insulin im Handgepäck',
      'Streik am {date}, fliegen wir?',
      'Name auf dem Ticket falsch geschrieben',
      'Brauche ich ein Visum für {city}?',
      'Surfbrett und Hund in einer Buchung',
      'Meilen auf meine Frau übertragen',
      'Reisepass läuft während der Reise ab',
      'Kinderwagen am Gate abgeben',
    ],
    es: [
      '¿puede viajar mi perro en cabina?',
      'comida vegana a bordo',
      'silla de ruedas en la puerta',
      'menor no acompañado',
      '¿necesito visado?',
      'tabla de surf',
    ],
    fr: [
      'mon chien peut-il voyager en cabine ?',
      'repas végétalien à bord',
      'fauteuil roulant à la porte',
      'enceinte de 34 semaines',
      'faut-il un visa ?',
      'grève le {date} ?',
    ],
  },
};
