const provider = document.querySelector('bot-provider');

provider.getToken = () => fetch('/token').then((response) => response.text());

provider.addEventListener('bot-select', ({ selection }) => {
  const { story, node, keyword } = selection;
  const names = [story, node, keyword].filter(Boolean).join(', ');
  document.querySelector('#picked').textContent = names ? `Picked: ${names}.` : 'Nothing is picked: take a story, a node or a word.';
});
