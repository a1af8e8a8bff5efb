// What the services client of nats.js sees of a greeter.
// NATS_URL says where nats-server is; exactly one greeter must run there, with the id in GREETER_ID.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Svcm } from "@nats-io/services";
import { connect } from "@nats-io/transport-node";

const name = "Greeter";
const id = process.env.GREETER_ID;
let nats;
let services;

before(async () => {
  nats = await connect({ servers: process.env.NATS_URL });
  services = new Svcm(nats).client({ strategy: "stall", maxWait: 2000 });
});

after(() => nats.close());

async function all(iterator) {
  const found = [];
  for await (const one of await iterator) {
    found.push(one);
  }
  return found;
}

test("every service answers a ping", async () => {
  const pings = await all(services.ping());
  assert.deepEqual(pings, [
    { type: "io.nats.micro.v1.ping_response", name, id, version: "0.0.0", metadata: {} },
  ]);
});

test("info names subject, queue group and types", async () => {
  const [info] = await all(services.info(name));
  assert.equal(info.type, "io.nats.micro.v1.info_response");
  assert.equal(info.id, id);
  assert.deepEqual(info.endpoints, [
    {
      name: "Greet",
      subject: "greeter.greet",
      queue_group: "q",
      metadata: { method: "Greeter/Greet", request_type: "HelloRequest", response_type: "HelloReply" },
    },
  ]);
});

test("stats count a good request and a bad one", async () => {
  const [before] = await all(services.stats(name, id));
  await nats.request("greeter.greet", '{"name":"World"}');
  await nats.request("greeter.greet", '{"name":');
  const [after] = await all(services.stats(name, id));

  assert.equal(after.type, "io.nats.micro.v1.stats_response");
  assert.ok(Date.parse(after.started) <= Date.now());
  const [was] = before.endpoints;
  const [is] = after.endpoints;
  assert.equal(is.num_requests, was.num_requests + 2);
  assert.equal(is.num_errors, was.num_errors + 1);
  assert.match(is.last_error, /^400:/);
  assert.ok(is.processing_time > was.processing_time);
  assert.equal(is.average_processing_time, Math.floor(is.processing_time / is.num_requests));
  assert.equal(is.data.serving, true);
});

test("nobody else answers", async () => {
  await assert.rejects(all(services.ping("Nobody")));
});
