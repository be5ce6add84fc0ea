import time

import requests

BASE_URL = "https://api.example.com"
HEADERS = {"Authorization": "Bearer YOUR_API_KEY"}

with open("samples/invoice.pdf", "rb") as first, open("samples/order.txt", "rb") as second:
    response = requests.post(
        f"{BASE_URL}/api/v1/jobs/create/",
        headers=HEADERS,
        data={"schema_id": 1, "document_type": "invoice", "client_reference_id": "invoice-py-1"},
        files=[("files", first), ("files", second)],
    )
response.raise_for_status()
job_id = response.json()["meta"]["job_id"]

while True:
    job = requests.get(f"{BASE_URL}/api/v1/jobs/{job_id}/detail/", headers=HEADERS).json()["data"]
    if job["status"] != "pending":
        break
    time.sleep(0.5)

print(job["status"], job["result"]["total"], job["details"]["file_count"])
