package members

import "testing"

func TestDomainsHaveTheirOwnAddressesAlone(t *testing.T) {
	domains := ParseDomains(" Example.com,,example.org ")
	for address, want := range map[string]bool{
		"ada@example.com":      true,
		"ada@EXAMPLE.ORG":      true,
		"ada@mail.example.com": false,
		"ada@notexample.com":   false,
		"@example.com":         false,
		"example.com":          false,
		"":                     false,
	} {
		if got := domains.Has(address); got != want {
			t.Errorf("%q: got %v", address, got)
		}
	}
}
