"""`python -m ecase.machine.health`: does the web of this container answer 200 on /health/? Exit 0 or 1."""

import http.client
import os
import sys


def main() -> int:
    host = os.environ.get("ECASE_HOSTS", "localhost").split(",")[0].strip()
    line = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=8)
    try:
        # The proxy before the web would have said so; without it a TLS-only web answers by a redirect.
        line.request("GET", "/health/", headers={"Host": host, "X-Forwarded-Proto": "https"})
        answer = line.getresponse()
    except OSError as error:
        print(f"The web does not answer: {error}")
        return 1
    finally:
        line.close()
    if answer.status != 200:
        print(f"/health/ answers {answer.status}")
    return 0 if answer.status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
