// The Worker's entry: what is built from the Rust, and nothing of its own but one relation that Rust cannot state.
import { DurableObject } from 'cloudflare:workers';
import { Docket } from './build/index.js';

// Only an object of a class derived from the runtime's can be called by method.
Object.setPrototypeOf(Docket, DurableObject);
Object.setPrototypeOf(Docket.prototype, DurableObject.prototype);

export { Docket };
export { default } from './build/index.js';
