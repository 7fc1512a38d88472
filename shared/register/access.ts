import { permissions } from '../access/permission.ts';

/** Agents named by the mayor, whatever their role here; nobody else, coordinators included (G11). */
const named = { coordinator: ['named'], 'duty-officer': ['named'], 'social-worker': ['named'] } as const;

export const registerAccess = permissions({
  'register.read': { what: 'Lire le registre d’alerte (agents nommés)', who: named },
  'register.change': { what: 'Tenir le registre d’alerte à jour (agents nommés)', who: named },
  'register.export': { what: 'Donner le registre au préfet, à deux (agents nommés)', who: named },
  'register.readers': {
    what: 'Voir qui est nommé pour lire le registre',
    who: { coordinator: 'any', 'data-protection-officer': 'any' },
  },
  'register.name-reader': {
    what: 'Noter qui le maire a nommé pour lire le registre, et y mettre fin',
    who: { coordinator: 'any' },
  },
  'register.rules': {
    what: 'Voir ce que la commune a ouvert dans son registre, et sur quelle base',
    who: { coordinator: 'any', 'data-protection-officer': 'any' },
  },
  'register.set-rule': {
    what: 'Ouvrir ou fermer les listes reçues et la catégorie locale du registre',
    who: { coordinator: 'any', 'data-protection-officer': 'any' },
  },
  'register.set-onward': {
    what: 'Ouvrir ou fermer la transmission de fiches du registre à un autre service',
    who: { 'data-protection-officer': 'any' },
  },
  'register.onward-log': {
    what: 'Voir quelles fiches du registre ont été transmises, à qui, pourquoi',
    who: { 'data-protection-officer': 'any' },
  },
  'register.read-log': {
    what: 'Voir qui a lu quoi dans le registre',
    who: { 'data-protection-officer': 'any' },
  },
});
