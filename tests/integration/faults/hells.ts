import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { keepWriting, type RawBehaviour } from "../webhook/raw-server.ts";

/** A receiver that means no good, and how an attempt at it must end. */
export type Hell = {
  name: string;
  secure?: boolean;
  behaviour: RawBehaviour;
  outcome: Outcome;
  status: number | null;
};

const DRIP_MS = 100;
const GIGABYTE = 1_000_000_000;
/** 60 MB of nothing in less than the 64 KiB that are kept of an answer. */
const bomb = gzipSync(Buffer.alloc(60_000_000), { level: 9 });

const onRequest = (act: (socket: Socket) => unknown): RawBehaviour => ({ onRequest: act });
const thenDrip = (start: string, drip: string): RawBehaviour =>
  onRequest((socket) => {
    socket.write(start);
    keepWriting(socket, drip, DRIP_MS);
  });
const thenFlood = (start: string, flood: string): RawBehaviour =>
  onRequest((socket) => {
    socket.write(start);
    keepWriting(socket, flood);
  });

/** `elsewhere` is the address that the redirect leads to. */
export const hells = (elsewhere: string): Hell[] => [
  { name: "silence", behaviour: {}, outcome: "timeout", status: null },
  {
    name: "an endless drip of headers",
    behaviour: thenDrip("HTTP/1.1 500 X\r\nX: ", "y"),
    outcome: "timeout",
    status: null,
  },
  {
    name: "an endless drip of a failure's body",
    behaviour: thenDrip(`HTTP/1.1 500 X\r\nContent-Length: ${GIGABYTE}\r\n\r\n`, "y"),
    outcome: "http_status",
    status: 500,
  },
  {
    name: "an endless drip of a success's body",
    behaviour: thenDrip(`HTTP/1.1 200 X\r\nContent-Length: ${GIGABYTE}\r\n\r\n`, "y"),
    outcome: "delivered",
    status: 200,
  },
  {
    name: "a body of 1 GB",
    behaviour: thenFlood(`HTTP/1.1 500 X\r\nContent-Length: ${GIGABYTE}\r\n\r\n`, "y".repeat(100_000)),
    outcome: "http_status",
    status: 500,
  },
  {
    name: "a gzip bomb",
    behaviour: onRequest((socket) => {
      socket.write(`HTTP/1.1 500 X\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
      socket.write(bomb);
    }),
    outcome: "http_status",
    status: 500,
  },
  {
    name: "a flood of 1xx",
    behaviour: thenFlood("", "HTTP/1.1 103 X\r\nLink: </a>\r\n\r\n".repeat(1_000)),
    outcome: "bad_response",
    status: null,
  },
  {
    name: "a drip of 1xx",
    behaviour: onRequest((socket) => keepWriting(socket, "HTTP/1.1 102 X\r\n\r\n", 2_000)),
    outcome: "timeout",
    status: null,
  },
  {
    name: "a connection that is half closed instead of an answer",
    behaviour: { allowHalfOpen: true, onRequest: (socket) => socket.end() },
    outcome: "connection_closed",
    status: null,
  },
  {
    name: "a connection that is half closed at once",
    behaviour: { allowHalfOpen: true, onConnection: (socket) => socket.end() },
    outcome: "connection_closed",
    status: null,
  },
  { name: "a stalled handshake", secure: true, behaviour: {}, outcome: "connect_timeout", status: null },
  {
    name: "10,000 headers",
    behaviour: onRequest((socket) => socket.write(`HTTP/1.1 200 X\r\n${"a:b\r\n".repeat(10_000)}\r\n`)),
    outcome: "bad_response",
    status: null,
  },
  {
    name: "a redirect to another host",
    behaviour: onRequest((s) =>
      s.write(`HTTP/1.1 307 X\r\nLocation: ${elsewhere}\r\nContent-Length: 0\r\n\r\n`),
    ),
    outcome: "http_status",
    status: 307,
  },
  {
    name: "a reset in the body",
    behaviour: onRequest((socket) =>
      socket.write("HTTP/1.1 500 X\r\nContent-Length: 900\r\n\r\nabc", () => socket.resetAndDestroy()),
    ),
    outcome: "http_status",
    status: 500,
  },
  {
    name: "an answer before the request is read",
    behaviour: {
      onConnection: (socket) => {
        socket.pause();
        socket.write("HTTP/1.1 413 X\r\nContent-Length: 0\r\n\r\n");
      },
    },
    outcome: "http_status",
    status: 413,
  },
];
