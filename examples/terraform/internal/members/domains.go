// Package members decides who can join.
package members

import "strings"

// Domains are the email domains of members.
type Domains []string

// ParseDomains parses a comma-separated list.
func ParseDomains(text string) Domains {
	var domains Domains
	for _, domain := range strings.Split(text, ",") {
		if domain = strings.ToLower(strings.TrimSpace(domain)); domain != "" {
			domains = append(domains, domain)
		}
	}
	return domains
}

// Has reports whether an address is in one of the domains. Subdomains do not count.
func (d Domains) Has(address string) bool {
	at := strings.LastIndex(address, "@")
	if at < 1 {
		return false
	}
	for _, domain := range d {
		if strings.EqualFold(address[at+1:], domain) {
			return true
		}
	}
	return false
}
