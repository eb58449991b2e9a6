/**
 * Shows the columns whose name holds what was typed. The page's only script: without it the filter stays hidden
 * and every column is there.
 */
export const filterScript = `(() => {
const typed = document.getElementById('filter'), found = document.getElementById('found'), shown = document.getElementById('shown');
const cards = [...document.querySelectorAll('.card')];
const apply = () => {
const text = typed.value.trim().toLowerCase();
for (const card of cards) card.hidden = !card.dataset.name.includes(text) || (found.checked && !('found' in card.dataset));
shown.textContent = text || found.checked ? cards.filter((card) => !card.hidden).length + ' of ' + cards.length : '';
};
typed.addEventListener('input', apply);
found.addEventListener('change', apply);
addEventListener('hashchange', () => {
const card = document.getElementById(location.hash.slice(1));
if (card && card.hidden) { typed.value = ''; found.checked = false; apply(); card.scrollIntoView(); }
});
typed.closest('.filter').hidden = false;
})();`;
