// What the server says once about itself and the ontology, asked for one time and shared.
import { get } from './api';
import type { About, Ontology } from './types';

let about = $state.raw<About | null>(null);
let ontology = $state.raw<Ontology | null>(null);
let failure = $state.raw<unknown>(null);
let asked: Promise<void> | null = null;

/** Reactive: null until the server has answered. */
export const shared = {
  get about(): About | null {
    return about;
  },
  get ontology(): Ontology | null {
    return ontology;
  },
  get failure(): unknown {
    return failure;
  },
};

export async function refreshAbout(): Promise<void> {
  try {
    about = await get<About>('/about');
    ontology ??= await get<Ontology>('/ontology');
    failure = null;
  } catch (error) {
    failure = error;
  }
}

export function askOnce(): Promise<void> {
  asked ??= refreshAbout();
  return asked;
}

/** A type's name in words, the code itself where the ontology is not there yet. */
export function kindLabel(code: string): string {
  return ontology?.kinds.find((kind) => kind.code === code)?.label ?? code;
}
