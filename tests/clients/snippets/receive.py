import hashlib
import hmac
import json
from http.server import BaseHTTPRequestHandler, HTTPServer

WEBHOOK_SECRET = "YOUR_WEBHOOK_SECRET"


def is_valid(raw_body: bytes, signature: str) -> bool:
    expected = hmac.new(WEBHOOK_SECRET.encode(), raw_body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self):
        raw_body = self.rfile.read(int(self.headers["Content-Length"]))
        if not is_valid(raw_body, self.headers.get("X-Zendix-Signature", "")):
            self.send_response(401)
            self.end_headers()
            return
        event = json.loads(raw_body)
        print(event["event"], event["meta"]["job_id"], event["data"]["result"]["total"], flush=True)
        self.send_response(200)
        self.end_headers()


server = HTTPServer(("127.0.0.1", 0), Webhook)
print("listening", server.server_port, flush=True)
server.serve_forever()
