import { type Language, type Lines } from './script.ts';

/** What is said around the matter itself, in every bot. */
export interface SmallTalk {
  hello: Lines;
  welcome: Lines;
  fallback: Lines;
  more: Lines;
  askPerson: Lines;
  connect: Lines;
  person: Lines;
  toPerson: Lines;
  personDone: Lines;
  thanks: Lines;
  goodbye: Lines;
}

export const smallTalk: Readonly<Record<Language, SmallTalk>> = {
  en: {
    hello: ['Hi', 'Hello', 'hey there', 'Good morning', 'Hello, I have a question', 'hi 👋', 'Anyone there?'],
    welcome: ['Hello! What can I do for you today?', 'Hi, I am the digital assistant. How can I help?', 'Welcome back! What is it about?'],
    fallback: [
      'Sorry, I did not get that. Could you say it in other words?',
      'I am not sure I understood. Is it about one of the topics below?',
      'That one is new to me. Could you rephrase it?',
    ],
    more: ['Is there anything else?', 'Anything else I can look up?'],
    askPerson: [
      'I want to talk to a person',
      'Can I speak to someone please',
      'agent',
      'human please!!',
      'This does not help, give me a real person',
    ],
    connect: [
      'I am connecting you to a colleague. Please stay here for a moment.',
      'A colleague takes over now. The wait is about {minutes} minutes.',
    ],
    person: [
      'Hello {name}, this is {agent}. I have read what you wrote so far, one moment please.',
      'Thanks for waiting. Could you confirm the e-mail address {email} for me?',
      'I have looked into it and corrected it on our side. It can take until {date} until you see it.',
      'I understand that this is annoying. Let me call you back on {phone}, would that be all right?',
      'That was booked twice, I have just taken back {amount}.',
      'I have forwarded this to the team in {city}; you will hear from us within two working days.',
    ],
    toPerson: [
      'Yes, that is right',
      'ok thanks, I will wait',
      'My number is {phone}, call me any time after five',
      'No, I already tried that twice and it did not help. I restarted everything, I wrote a mail, I waited on the phone for {minutes} minutes and then the line was cut. I would just like somebody to look at it and tell me what happens next.',
      'You can reach me at {email}',
      'Great, that was quick 🙂',
    ],
    personDone: ['Is there anything else I can do? Then I wish you a good day!', 'All done. Have a nice day, {name}.'],
    thanks: ['Thanks!', 'Thank you, that helped', 'perfect 👍', 'ok, got it', 'Great, bye'],
    goodbye: ['You are welcome. Have a good day!', 'Glad I could help. Bye for now!', 'Happy to help 😊'],
  },
  de: {
    hello: ['Hallo', 'Guten Tag', 'Moin', 'Hallo, ich hätte eine Frage', 'Guten Morgen zusammen', 'hi 👋'],
    welcome: [
      'Hallo! Was kann ich heute für Sie tun?',
      'Guten Tag, ich bin der digitale Assistent. Worum geht es?',
      'Schön, dass Sie wieder da sind. Wie kann ich helfen?',
    ],
    fallback: [
      'Das habe ich leider nicht verstanden. Können Sie es anders sagen?',
      'Da bin ich mir nicht sicher. Geht es um eines der folgenden Themen?',
      'Das kenne ich noch nicht. Bitte versuchen Sie es mit anderen Worten.',
    ],
    more: ['Kann ich sonst noch helfen?', 'Haben Sie noch eine Frage?'],
    askPerson: [
      'Ich möchte mit einem Menschen sprechen',
      'Mitarbeiter bitte',
      'Bitte verbinden Sie mich mit jemandem',
      'Das hilft mir nicht, ich brauche einen echten Ansprechpartner',
    ],
    connect: [
      'Ich verbinde Sie mit einer Kollegin. Bitte bleiben Sie kurz hier.',
      'Ein Kollege übernimmt. Die Wartezeit beträgt etwa {minutes} Minuten.',
    ],
    person: [
      'Guten Tag {name}, hier ist {agent}. Ich lese mich kurz ein, einen Moment bitte.',
      'Danke fürs Warten. Stimmt die E-Mail-Adresse {email} noch?',
      'Ich habe es geprüft und bei uns korrigiert. Bis es sichtbar ist, kann es bis zum {date} dauern.',
      'Das ist ärgerlich, das verstehe ich. Darf ich Sie unter {phone} zurückrufen?',
      'Das wurde doppelt gebucht, ich habe {amount} gerade erstattet.',
      'Ich habe das an unser Team in {city} weitergegeben; Sie hören innerhalb von zwei Werktagen von uns.',
    ],
    toPerson: [
      'Ja, das stimmt',
      'Alles klar, ich warte',
      'Meine Nummer ist {phone}, am besten nach 17 Uhr',
      'Nein, das habe ich schon zweimal versucht. Ich habe alles neu gestartet, eine E-Mail geschrieben und {minutes} Minuten in der Warteschleife verbracht, bis die Leitung weg war. Ich möchte nur, dass sich das jemand ansieht und mir sagt, wie es weitergeht.',
      'Sie erreichen mich unter {email}',
      'Super, das ging ja schnell 🙂',
    ],
    personDone: ['Kann ich sonst noch etwas tun? Dann wünsche ich Ihnen einen schönen Tag!', 'Erledigt. Einen schönen Tag noch, {name}.'],
    thanks: ['Danke!', 'Vielen Dank, das hat geholfen', 'passt 👍', 'ok, verstanden', 'Super, tschüss'],
    goodbye: ['Gern geschehen. Einen schönen Tag noch!', 'Freut mich, dass ich helfen konnte. Bis bald!', 'Immer gern 😊'],
  },
  es: {
    hello: ['Hola', 'Buenos días', 'Buenas, tengo una pregunta', 'hola 👋'],
    welcome: ['¡Hola! ¿En qué puedo ayudarle hoy?', 'Buenos días, soy el asistente digital. ¿De qué se trata?'],
    fallback: [
      'Lo siento, no lo he entendido. ¿Puede decirlo de otra forma?',
      'No estoy seguro de haberlo entendido. ¿Es sobre uno de estos temas?',
    ],
    more: ['¿Algo más?', '¿Tiene otra pregunta?'],
    askPerson: ['Quiero hablar con una persona', 'Un agente, por favor', '¿Me puede atender alguien?'],
    connect: ['Le paso con un compañero. Un momento, por favor.', 'Una compañera le atenderá en unos {minutes} minutos.'],
    person: [
      'Hola {name}, soy {agent}. Leo lo que ha escrito, un momento.',
      '¿Me confirma el correo {email}, por favor?',
      'Ya lo he corregido. Puede tardar hasta el {date} en verse.',
      '¿Puedo llamarle al {phone}?',
    ],
    toPerson: ['Sí, es correcto', 'Vale, espero', 'Mi número es {phone}', 'Ya lo he intentado dos veces y no funciona'],
    personDone: ['¿Algo más? Que tenga un buen día.'],
    thanks: ['¡Gracias!', 'Muchas gracias, perfecto', 'vale 👍'],
    goodbye: ['De nada. ¡Que tenga un buen día!', 'Encantado de ayudar. ¡Hasta pronto!'],
  },
  fr: {
    hello: ['Bonjour', 'Salut', "Bonjour, j'ai une question", 'coucou 👋'],
    welcome: ["Bonjour ! Que puis-je faire pour vous aujourd'hui ?", "Bonjour, je suis l'assistant numérique. De quoi s'agit-il ?"],
    fallback: [
      "Désolé, je n'ai pas compris. Pouvez-vous le dire autrement ?",
      'Je ne suis pas sûr de comprendre. Est-ce un des sujets ci-dessous ?',
    ],
    more: ['Autre chose ?', 'Avez-vous une autre question ?'],
    askPerson: ['Je veux parler à une personne', "Un conseiller s'il vous plaît", "Passez-moi quelqu'un"],
    connect: ['Je vous mets en relation avec un collègue. Un instant.', 'Une collègue vous répond dans environ {minutes} minutes.'],
    person: [
      "Bonjour {name}, ici {agent}. Je lis votre demande, un instant s'il vous plaît.",
      "Pouvez-vous confirmer l'adresse {email} ?",
      "C'est corrigé de notre côté, visible au plus tard le {date}.",
      'Puis-je vous rappeler au {phone} ?',
    ],
    toPerson: ["Oui, c'est ça", "D'accord, j'attends", 'Mon numéro est le {phone}', "J'ai déjà essayé deux fois, ça ne marche pas"],
    personDone: ['Autre chose ? Sinon, bonne journée !'],
    thanks: ['Merci !', 'Merci beaucoup, parfait', 'super 👍'],
    goodbye: ['Avec plaisir. Bonne journée !', 'Ravi de vous avoir aidé. À bientôt !'],
  },
};
