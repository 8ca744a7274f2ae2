package tariff

import "testing"

func TestEachKilogramBegunCounts(t *testing.T) {
	t.Setenv("LAMBDA_TASK_ROOT", "../..")
	tariff, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for parcel, want := range map[Parcel]Quote{
		{"DE", 1}:    {"home", 450},
		{"DE", 1000}: {"home", 450},
		{"FR", 1001}: {"neighbours", 910},
	} {
		if got, err := tariff.Quote(parcel); err != nil || got != want {
			t.Errorf("%+v: got %+v, %v", parcel, got, err)
		}
	}
	for _, parcel := range []Parcel{{"DE", 0}, {"DE", MaxGrams + 1}, {"XX", 1}} {
		if got, err := tariff.Quote(parcel); err == nil {
			t.Errorf("%+v: got %+v", parcel, got)
		}
	}
}
