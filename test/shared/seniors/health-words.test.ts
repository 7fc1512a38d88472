import { expect, it } from 'vitest';
import { healthAdvice, healthWordsIn } from '../../../shared/seniors/health-words.ts';

it.each([
  ['Elle a la maladie d’Alzheimer', ['maladie', 'Alzheimer']],
  ['Dépressive depuis son hospitalisation', ['Dépressive', 'hospitalisation']],
  ['Prend ses médicaments seul, diabétique', ['médicaments', 'diabétique']],
  ['A fait un AVC', ['AVC']],
  ['troubles de la mémoire', ['troubles', 'mémoire']],
])('sees health in « %s »', (text, words) => {
  expect(healthWordsIn(text)).toEqual(words);
});

it.each([
  'Sonner deux fois, parler fort, le chien est gentil',
  'Les volets sont fermés depuis lundi et le courrier déborde',
  'Troisième étage sans ascenseur, la girouette au bout de l’allée',
  'Elle cherche ses mots, il marche avec peine',
  'Aime les obsèques… non, les opéras, et l’opérateur du téléphone l’agace',
])('lets « %s » be', (text) => {
  expect(healthWordsIn(text)).toEqual([]);
});

it('says which word, and how else to say it', () => {
  expect(healthAdvice('Elle est démente')).toMatch(/« démente » parle de santé.*pas une maladie/);
  expect(healthAdvice('sonner deux fois')).toBeUndefined();
});
