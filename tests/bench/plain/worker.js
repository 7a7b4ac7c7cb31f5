// The least that is still durable: parse, insert into the merchant's object, answer. No rule, no receipt, no delivery.
import { DurableObject } from 'cloudflare:workers';

export class Docket extends DurableObject {
  constructor(state, env) {
    super(state, env);
    this.sql = state.storage.sql;
    this.sql.exec('CREATE TABLE IF NOT EXISTS complaint (id TEXT PRIMARY KEY, draft TEXT NOT NULL)');
  }

  async fetch(request) {
    const { submission_id: id, draft } = await request.json();
    this.sql.exec('INSERT INTO complaint VALUES (?, ?)', id, JSON.stringify(draft));
    // The runtime holds it back until the row is on disk.
    return Response.json({ id }, { status: 201 });
  }
}

export default {
  async fetch(request, env) {
    const body = await request.text();
    const { draft } = JSON.parse(body);
    return env.DOCKET.getByName(draft.merchant.value).fetch('http://docket/', { method: 'POST', body });
  },
};
