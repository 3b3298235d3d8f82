/** The server as its clients see it, on a loopback port. */

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { encode } from "fast-png";
import { classificationSchema, modelSchema, readingSchema } from "../../lib/serve/schemas.ts";
import { needsPermissions } from "../permissions.ts";
import { head, sendRaw } from "./raw_request.ts";
import { characters, limits, withServer } from "./tiny_server.ts";

/** A test against a server, whose library and threads outlive it. */
function serverTest(name: string, use: Parameters<typeof withServer>[0]): void {
  Deno.test({
    name,
    ...needsPermissions,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => withServer(use),
  });
}

const bytes = "application/octet-stream";

/** Images of noise, `[count, 28, 28]`. */
function noise(count: number, seed: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    { length: count * 784 },
    (_, index) => (index * index * 31 + seed * 97) % 256,
  );
}

async function post(
  url: string,
  body: BodyInit,
  contentType?: string,
): Promise<{ status: number; json: Record<string, unknown>; headers: Headers }> {
  const headers = contentType === undefined ? undefined : { "content-type": contentType };
  const response = await fetch(url, { method: "POST", body, headers });
  return { status: response.status, json: await response.json(), headers: response.headers };
}

/** A white picture with one thick vertical stroke. */
function strokePicture(): Uint8Array<ArrayBuffer> {
  const [width, height] = [120, 160];
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 30; y < 130; y++) data.fill(0, y * width + 55, y * width + 67);
  return Uint8Array.from(encode({ data, width, height, channels: 1, depth: 8 }));
}

serverTest("the server classifies images as the network does", async (url, predict) => {
  const images = noise(5, 1);
  const probabilities = await predict(images);
  const { status, json } = await post(`${url}/v1/classify?alternatives=2`, images, bytes);
  assertEquals(status, 200);
  const answers = classificationSchema.parse(json).images;
  assertEquals(answers.length, 5);
  for (const [image, { character, probability, alternatives }] of answers.entries()) {
    const row = [...probabilities.subarray(3 * image, 3 * image + 3)];
    const order = row.map((_, index) => index).sort((left, right) => row[right] - row[left]);
    assertEquals(
      [character, ...alternatives.map((other) => other.character)],
      order.map((index) => characters[index]),
    );
    assertAlmostEquals(probability, row[order[0]], 1e-5);
  }
});

serverTest("the server takes pictures, alone and in a form, and reads them", async (url) => {
  const picture = strokePicture();
  const alone = await post(`${url}/v1/classify`, picture, "image/png");
  const form = new FormData();
  form.append("picture", new File([picture], "../stroke.png"));
  const inForm = await post(`${url}/v1/classify`, form);
  assertEquals([alone.status, inForm.status], [200, 200]);
  assertEquals(alone.json, inForm.json);
  const reading = await post(`${url}/v1/read?characters=capitals`, form);
  assertEquals(reading.status, 200, JSON.stringify(reading.json));
  const [page] = readingSchema.parse(reading.json).pages;
  assertEquals([page.image, page.lines.length], ["../stroke.png", 1]);
  assertMatch(page.text, /^[ABC]$/);
});

serverTest("the server describes itself", async (url) => {
  const model = modelSchema.parse(await (await fetch(`${url}/v1/model`)).json());
  assertEquals([model.run, model.characters, model.limits], ["tiny", characters, limits]);
  assertEquals(await (await fetch(`${url}/healthz`)).json(), { status: "ok" });
  const { openapi, paths } = await (await fetch(`${url}/openapi.json`)).json();
  assertEquals(openapi, "3.1.0");
  assertEquals(Object.keys(paths).sort(), [
    ...["/healthz", "/metrics", "/v1/classify", "/v1/model", "/v1/read"],
  ]);
  await post(`${url}/v1/classify`, noise(3, 0), bytes);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  assertMatch(metrics, /^emnist_requests_total\{route="\/v1\/classify",status="200"\} 1$/m);
  assertMatch(metrics, /^emnist_batch_images_sum 4$/m); // one image before the port was opened
  for (const path of ["/", "/docs", "/docs/swagger-ui-bundle.js"]) {
    const response = await fetch(url + path);
    assertEquals(response.status, 200, path);
    assert((await response.text()).length > 100);
  }
});

serverTest("the server refuses with the right status, as a problem", async (url) => {
  const stroke = strokePicture();
  const bomb = stroke.slice();
  new DataView(bomb.buffer).setUint32(16, 60_000); // width and height in the header of the PNG
  new DataView(bomb.buffer).setUint32(20, 60_000);
  const form = new FormData();
  form.append("image", new File([stroke], "stroke.png"));
  const twoPictures = new FormData();
  for (const name of ["one", "other"]) twoPictures.append("picture", new File([stroke], name));
  const white = encode({ data: new Uint8Array(900).fill(255), width: 30, height: 30, channels: 1 });
  const refusals: [string, BodyInit, string | undefined, number, RegExp][] = [
    ["/v1/classify", noise(1, 0).slice(1), bytes, 422, /multiple of 784 bytes but found 783/],
    ["/v1/classify", noise(limits.images + 1, 0), bytes, 413, /at most 64 images but found 65/],
    ["/v1/classify", new Uint8Array(limits.bytes + 1), bytes, 413, /at most 300000 bytes/],
    ["/v1/classify", "", bytes, 400, /found none/],
    ["/v1/classify", "{}", "application/json", 415, /but found "application\/json"/],
    ["/v1/classify?alternatives=-1", noise(1, 0), bytes, 422, /"alternatives"/],
    ["/v1/classify", Uint8Array.from(white), "image/png", 422, /blank/],
    ["/v1/read", stroke.slice(0, 60), "image/png", 422, /Cannot read the picture/],
    ["/v1/read", bomb, "image/png", 422, /60000 × 60000/],
    ["/v1/read", new TextEncoder().encode("/etc/passwd"), "image/png", 422, /Cannot read/],
    ["/v1/read", form, undefined, 422, /field "picture"/],
    ["/v1/read", "--x\r\nbroken", "multipart/form-data; boundary=x", 422, /field "picture"/],
    ["/v1/read", twoPictures, undefined, 422, /a file in the field "picture" but found 2/],
    ["/v1/read?characters=digits&characters=letters", stroke, "image/png", 422, /"characters"/],
    ["/v1/read?pattern=(", stroke, "image/png", 422, /pattern/],
    ["/v1/read?characters=runes", stroke, "image/png", 422, /"characters"/],
    ["/v1/nothing", stroke, "image/png", 404, /nothing here/],
    ["/v1/model", stroke, "image/png", 405, /takes GET/],
    ["/v1/nothing", "", undefined, 404, /nothing here/],
    ["/..%2f..%2fetc%2fpasswd", "", undefined, 404, /nothing here/],
  ];
  for (const [path, body, contentType, status, detail] of refusals) {
    const answer = await post(url + path, body, contentType);
    assertEquals(answer.status, status, `${path}: ${JSON.stringify(answer.json)}`);
    assertEquals(answer.headers.get("content-type"), "application/problem+json", path);
    assertEquals(answer.json.status, status);
    assertMatch(String(answer.json.detail), detail);
  }
});

serverTest(
  "the server takes media types with parameters and in capitals, and HEAD",
  async (url) => {
    const images = noise(1, 3);
    const plain = await post(`${url}/v1/classify`, images, bytes);
    const other = await post(`${url}/v1/classify`, images, "Application/Octet-Stream; version=1");
    assertEquals([other.status, other.json], [200, plain.json]);
    const picture = await post(`${url}/v1/classify`, strokePicture(), "image/PNG; q=1");
    assertEquals(picture.status, 200, JSON.stringify(picture.json));
    const answers = ["/healthz", "/v1/read", "/nothing"].map(async (path) => {
      const { status, body } = await fetch(url + path, { method: "HEAD" });
      return [status, body];
    });
    assertEquals(await Promise.all(answers), [[200, null], [405, null], [404, null]]);
  },
);

serverTest("the server goes on answering right among broken requests", async (url, predict) => {
  const classify = (length: number) =>
    head("/v1/classify", { "content-type": bytes, "content-length": length });
  const chunked = head("/v1/classify", { "content-type": bytes, "transfer-encoding": "chunked" });
  const chunk = [`${(60_000).toString(16)}\r\n`, new Uint8Array(60_000), "\r\n"];
  const broken = [
    sendRaw(url, ["NONSENSE\r\n\r\n"]),
    sendRaw(url, ["POST /v1/classify HTTP/1.1\r\nhost: x\r\ncontent-length: many\r\n\r\n"]),
    sendRaw(url, [classify(1e12), "x"]), // huge, by its own account
    sendRaw(url, [chunked, ...Array(6).fill(chunk).flat(), "0\r\n\r\n"]), // huge, unannounced
    sendRaw(url, [classify(784), noise(1, 0).slice(0, 100)]), // slow without end
    sendRaw(url, [classify(784), noise(1, 0).slice(0, 100)], { end: "close" }), // cut off
    sendRaw(url, [classify(784), noise(1, 0).slice(0, 100)], { end: "closeWrite" }), // cut off, half
    sendRaw(url, [classify(784), noise(1, 7)], { end: "closeWrite" }), // whole, half-closed
    sendRaw(url, ["POST /v1/classify HTTP/1.1\r\nhost: x\r\n"], { end: "close" }),
  ];
  const good = Array.from({ length: 30 }, async (_, seed) => {
    await new Promise((resolve) => setTimeout(resolve, 60 * seed));
    const images = noise(1, seed);
    const [{ status, json }, row] = [
      await post(`${url}/v1/classify?alternatives=0`, images, bytes),
      await predict(images),
    ];
    assertEquals(status, 200, JSON.stringify(json));
    const [{ character, probability }] = classificationSchema.parse(json).images;
    const best = row.indexOf(Math.max(...row));
    assertEquals(character, characters[best]);
    assertAlmostEquals(probability, row[best], 1e-5);
  });
  await Promise.all(good);
  const statuses = (await Promise.all(broken)).map((answer) => answer.slice(9, 12));
  assertEquals(statuses.slice(0, 5), ["400", "400", "413", "413", "408"]);
  assertEquals(statuses[7], "200");
});

serverTest("the server answers so many requests at a time, and then others again", async (url) => {
  const slow = Array.from({ length: limits.requests }, () =>
    sendRaw(url, [
      head("/v1/classify", { "content-type": bytes, "content-length": 784 }),
      new Uint8Array(10),
    ]));
  const isFull = async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return metrics.includes(`emnist_requests_in_flight ${limits.requests}\n`);
  };
  while (!await isFull()) await new Promise((resolve) => setTimeout(resolve, 20));
  const refused = await post(`${url}/v1/classify`, noise(1, 0), bytes);
  assertEquals([refused.status, refused.headers.get("retry-after")], [429, "1"]);
  for (const answer of await Promise.all(slow)) assertEquals(answer.slice(9, 12), "408");
  assertEquals((await post(`${url}/v1/classify`, noise(1, 0), bytes)).status, 200);
});
