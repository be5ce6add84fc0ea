job_id=$(curl -sS -X POST https://api.example.com/api/v1/jobs/create/ \
  -H "Authorization: Bearer YOUR_API_KEY" \
  -F "schema_id=1" \
  -F "document_type=invoice" \
  -F "client_reference_id=invoice-sh-1" \
  -F "files=@samples/invoice.pdf" \
  -F "files=@samples/order.txt" | grep -o '"job_id": *[0-9]*' | grep -o '[0-9]*$')

until curl -sS "https://api.example.com/api/v1/jobs/$job_id/detail/" -H "Authorization: Bearer YOUR_API_KEY" |
  tee job.json | grep -q '"status": *"successful"'; do sleep 0.5; done
grep -o '"total": *[0-9.]*' job.json | grep -o '[0-9.]*$'
curl -sS "https://api.example.com/api/v1/jobs/invoice-sh-1/by-reference/" -H "Authorization: Bearer YOUR_API_KEY"
