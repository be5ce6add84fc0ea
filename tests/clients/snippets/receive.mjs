import crypto from "node:crypto";
import http from "node:http";

const WEBHOOK_SECRET = "YOUR_WEBHOOK_SECRET";

function isValid(rawBody, signature) {
  const expected = crypto.createHmac("sha256", WEBHOOK_SECRET).update(rawBody).digest("hex");
  const given = Buffer.from(signature ?? "", "utf8");
  return given.length === expected.length && crypto.timingSafeEqual(given, Buffer.from(expected, "utf8"));
}

const server = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const rawBody = Buffer.concat(chunks);
  if (!isValid(rawBody, request.headers["x-zendix-signature"])) {
    response.writeHead(401).end();
    return;
  }
  const event = JSON.parse(rawBody);
  console.log(event.event, event.meta.job_id, event.data.result.total);
  response.writeHead(200).end();
});
server.listen(0, "127.0.0.1", () => console.log("listening", server.address().port));
