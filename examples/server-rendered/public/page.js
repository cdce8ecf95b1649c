document.querySelector('bot-provider').getToken = () => fetch('/token').then((response) => response.text());
