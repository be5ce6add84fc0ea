import { readFileSync } from "node:fs";

const BASE_URL = "https://api.example.com";
const headers = { Authorization: "Bearer YOUR_API_KEY" };

const form = new FormData();
form.append("schema_id", "1");
form.append("document_type", "invoice");
form.append("client_reference_id", "invoice-js-1");
for (const name of ["invoice.pdf", "order.txt"]) {
  form.append("files", new Blob([readFileSync(`samples/${name}`)]), name);
}

const response = await fetch(`${BASE_URL}/api/v1/jobs/create/`, { method: "POST", headers, body: form });
if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
const { meta } = await response.json();

let job;
do {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const answer = await fetch(`${BASE_URL}/api/v1/jobs/${meta.job_id}/detail/`, { headers });
  job = (await answer.json()).data;
} while (job.status === "pending");

console.log(job.status, job.result.total, job.details.file_count);
