// Package list has the rules of the mailing list.
package list

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/mail"
	"net/url"
	"strings"
)

// Address parses an email address. Its error can be shown to the reader.
func Address(text string) (string, error) {
	address, err := mail.ParseAddress(strings.TrimSpace(text))
	if err != nil || address.Name != "" {
		return "", errors.New("this is not an email address")
	}
	return address.Address, nil
}

// ConfirmationPath returns the path of the link in the email that confirms a subscription.
func ConfirmationPath(address string, secret []byte) string {
	query := url.Values{"address": {address}, "proof": {proof(address, secret)}}
	return "/subscriptions/confirmation?" + query.Encode()
}

func proof(address string, secret []byte) string {
	code := hmac.New(sha256.New, secret)
	code.Write([]byte(address))
	return hex.EncodeToString(code.Sum(nil))
}
