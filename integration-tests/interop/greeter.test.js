// What a program in another language sees of the greeter: NATS and JSON.
// NATS_URL says where nats-server is; a greeter must run there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect, headers } from "@nats-io/transport-node";

let nats;

before(async () => {
  nats = await connect({ servers: process.env.NATS_URL });
});

after(() => nats.close());

test("JSON gets a reply in JSON", async () => {
  const reply = await nats.request("greeter.greet", '{"name":"World"}');
  assert.deepEqual(reply.json(), { message: "Hello, World!" });
  assert.equal(reply.headers?.get("Nats-Service-Error-Code") ?? "", "");
});

test("text beyond ASCII arrives as it was sent", async () => {
  const reply = await nats.request("greeter.greet", JSON.stringify({ name: "Zoë 😈" }));
  assert.deepEqual(reply.json(), { message: "Hello, Zoë 😈!" });
});

test("a content type says JSON where the first byte does not", async () => {
  const json = headers();
  json.set("Content-Type", "application/json; charset=utf-8");
  const reply = await nats.request("greeter.greet", ' {"name":"World"}', { headers: json, timeout: 5000 });
  assert.deepEqual(reply.json(), { message: "Hello, World!" });
});

test("fields that the greeter does not know are ignored", async () => {
  const reply = await nats.request("greeter.greet", '{"name":"World","mood":"good"}');
  assert.deepEqual(reply.json(), { message: "Hello, World!" });
});

test("protobuf gets a reply in protobuf", async () => {
  const field1 = 0x0a;
  const reply = await nats.request("greeter.greet", Buffer.from([field1, 3, ...Buffer.from("Ada")]));
  assert.deepEqual(Buffer.from(reply.data), Buffer.from([field1, 11, ...Buffer.from("Hello, Ada!")]));
});

test("an empty request is an empty message", async () => {
  const reply = await nats.request("greeter.greet");
  assert.equal(Buffer.from(reply.data.subarray(2)).toString(), "Hello, !");
});

test("bad JSON gets the error headers of NATS services, and a status in JSON", async () => {
  const reply = await nats.request("greeter.greet", '{"name":');
  assert.equal(reply.headers.get("Nats-Service-Error-Code"), "400");
  assert.notEqual(reply.headers.get("Nats-Service-Error"), "");
  assert.equal(reply.headers.get("Stubject-Code"), "INVALID_ARGUMENT");
  assert.equal(reply.json().code, 3);
  assert.notEqual(reply.json().message, "");
});

test("a content type that nobody knows is refused", async () => {
  const xml = headers();
  xml.set("Content-Type", "application/xml");
  const reply = await nats.request("greeter.greet", "<name/>", { headers: xml, timeout: 5000 });
  assert.equal(reply.headers.get("Nats-Service-Error-Code"), "400");
  assert.equal(reply.headers.get("Stubject-Code"), "INVALID_ARGUMENT");
});

test("nobody answers for a method that does not exist", async () => {
  await assert.rejects(nats.request("greeter.no_such_method", "{}"), (error) => error.isNoResponders());
});
