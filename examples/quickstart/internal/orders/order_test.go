package orders

import (
	"strings"
	"testing"
)

func TestParseRequestAcceptsAnOrder(t *testing.T) {
	got, err := ParseRequest(`{"customer":"ada","amountCents":1250,"currency":"EUR"}`)
	if want := (Request{Customer: "ada", AmountCents: 1250, Currency: "EUR"}); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestParseRequestSaysWhatIsWrong(t *testing.T) {
	for body, want := range map[string]string{
		``:      "the body is empty",
		`{`:     "the body is not an order: unexpected EOF",
		`"ada"`: "the body is not an order: cannot unmarshal string",
		`{"customer":"ada","amountCents":1,"currency":"EUR"} {}`: "more than one JSON value",
		`{"customer":"ada","amount":1}`:                          `unknown field "amount"`,
		`{"customer":"ada","amountCents":1,"currency":"XXX"}`:    `currency must be EUR or USD, not "XXX"`,
		`{"customer":" ","amountCents":-1,"currency":"USD"}`:     "customer is missing; amountCents must be greater than 0",
	} {
		if _, err := ParseRequest(body); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", body, err, want)
		}
	}
}

func TestParsePaymentRefusesWhatIsNone(t *testing.T) {
	for _, body := range []string{``, `not JSON`, `{}`, `{"paymentId":"p"}`, `{"orderId":"o"}`} {
		if got, err := ParsePayment(body); err == nil {
			t.Errorf("%q: got %+v", body, got)
		}
	}
}
