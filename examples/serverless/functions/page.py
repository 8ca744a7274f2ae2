"""The form that readers subscribe with."""

HTML = """<!doctype html>
<title>Newsletter</title>
<form method="post" action="/subscriptions">
  <label>Your address <input name="email" type="email" required></label>
  <button>Subscribe</button>
</form>
"""


def handler(event, context):
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "text/html; charset=utf-8"},
        "body": HTML,
    }
