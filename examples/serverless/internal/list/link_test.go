package list

import (
	"strings"
	"testing"
)

func TestAddressTakesAnAddressAlone(t *testing.T) {
	if got, err := Address(" ada@example.com "); err != nil || got != "ada@example.com" {
		t.Errorf("got %q, %v", got, err)
	}
	for _, text := range []string{"", "ada", "Ada <ada@example.com>", "a@example.com, b@example.com"} {
		if got, err := Address(text); err == nil {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

func TestTheLinkDependsOnAddressAndSecret(t *testing.T) {
	link := ConfirmationPath("ada@example.com", []byte("one"))
	if !strings.HasPrefix(link, "/subscriptions/confirmation?address=ada%40example.com&proof=") {
		t.Errorf("got %s", link)
	}
	if link == ConfirmationPath("ada@example.com", []byte("two")) || link == ConfirmationPath("bob@example.com", []byte("one")) {
		t.Error("two links are the same")
	}
}
