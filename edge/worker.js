// The Worker's entry: what is built from the Rust, and nothing of its own but what Rust cannot state.
import { DurableObject } from 'cloudflare:workers';
import { Docket } from './build/index.js';

// Every step of a future is one of these. The runtime's own, which is to report what a task throws, costs 6 % of a filing.
globalThis.queueMicrotask = (task) => void Promise.resolve().then(task);

// Only an object of a class derived from the runtime's can be called by method.
Object.setPrototypeOf(Docket, DurableObject);
Object.setPrototypeOf(Docket.prototype, DurableObject.prototype);

export { Docket };
export { default } from './build/index.js';
