// Runs statements in a docket while the edge is down, and lets it sleep: `POST /{docket}`, SQL as body.
import { DurableObject } from 'cloudflare:workers';

export class Docket extends DurableObject {
  async fetch(request) {
    await this.ctx.storage.deleteAlarm();
    return Response.json(this.ctx.storage.sql.exec(await request.text()).toArray());
  }
}

export default {
  fetch: (request, env) => env.DOCKET.getByName(new URL(request.url).pathname.slice(1)).fetch(request),
};
