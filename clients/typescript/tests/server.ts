/** A server that answers as a test defines, and records its requests. */

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach } from "node:test";

export interface Asked {
  line: string; // method and path
  headers: IncomingHttpHeaders;
  body: string;
}

type Respond = (asked: Asked, response: ServerResponse) => void;

export interface TestServer {
  baseUrl: string;
  asked: Asked[];
  respond: Respond;
}

/** Starts a server for the tests of a file. */
export function testServer(): TestServer {
  let server: Server;
  const state: TestServer = { baseUrl: "", asked: [], respond: unexpected };

  before(async () => {
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    state.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => Object.assign(state, { asked: [], respond: unexpected }));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const part of request) body += part;
    const asked = { line: `${request.method} ${request.url}`, headers: request.headers, body };
    state.asked.push(asked);
    state.respond(asked, response);
  }

  return state;
}

/** Returns JSON, or a problem for an error status. */
export function json(response: ServerResponse, value: unknown, status = 200): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "Content-Type": type }).end(JSON.stringify(value));
}

function unexpected(asked: Asked, response: ServerResponse): void {
  response.writeHead(500, { "Content-Type": "text/plain" }).end(`the test defines no response for ${asked.line}`);
}
