// Package tariff has the prices of parcels.
package tariff

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// MaxGrams is the maximum weight of a parcel.
const MaxGrams = 30_000

// Zone is a group of countries with the same prices.
type Zone struct {
	Name         string   `json:"name"`
	Countries    []string `json:"countries"`
	BaseCents    int      `json:"baseCents"`
	PerKiloCents int      `json:"perKiloCents"`
}

// Tariff is the price list.
type Tariff struct {
	Zones []Zone `json:"zones"`
}

// Parcel is a parcel for which a customer requests a price.
type Parcel struct {
	Country string `json:"country"`
	Grams   int    `json:"grams"`
}

// Quote is the price of a parcel.
type Quote struct {
	Zone  string `json:"zone"`
	Cents int    `json:"cents"`
}

// Load reads tariff.json from the deployed archive, or from the working directory outside Lambda.
func Load() (Tariff, error) {
	var tariff Tariff
	text, err := os.ReadFile(filepath.Join(os.Getenv("LAMBDA_TASK_ROOT"), "tariff.json"))
	if err == nil {
		err = json.Unmarshal(text, &tariff)
	}
	return tariff, err
}

// Quote returns the price of a parcel, rounded up to whole kilograms. Its error can be shown to the customer.
func (t Tariff) Quote(parcel Parcel) (Quote, error) {
	if parcel.Grams <= 0 || parcel.Grams > MaxGrams {
		return Quote{}, fmt.Errorf("grams must be between 1 and %d", MaxGrams)
	}
	for _, zone := range t.Zones {
		for _, country := range zone.Countries {
			if country == parcel.Country {
				kilos := (parcel.Grams + 999) / 1000
				return Quote{Zone: zone.Name, Cents: zone.BaseCents + kilos*zone.PerKiloCents}, nil
			}
		}
	}
	return Quote{}, fmt.Errorf("parcels to %q are not carried", parcel.Country)
}
