// A person's way through the API by the client that ogen makes: journey API_URL MAILBOX_URL EXPIRED_TOKEN.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"github.com/google/uuid"

	"dwipper.example/journey/api"
)

const password = "Correct-Horse-9"

var ctx = context.Background()

func main() {
	apiURL, mailboxURL, expired := os.Args[1], os.Args[2], os.Args[3]
	token := &bearer{}
	client, err := api.NewClient(apiURL, token, api.WithClient(&http.Client{Transport: typed{}}))
	check(err)

	email := fmt.Sprintf("journey-%s@example.org", uuid.NewString())
	register(client, mailboxURL, email)
	token.value = get[*api.Session](client.LogIn(ctx, &api.Login{Email: email, Password: password})).AccessToken
	me := get[*api.Me](client.GetMe(ctx))
	expect(me.DisplayName, "Grace")

	written := get[*api.DwippHeaders](client.CreateDwipp(
		ctx, &api.DwippText{Text: "Water is just wet air."},
		api.CreateDwippParams{IdempotencyKey: api.NewOptString(uuid.NewString())},
	))
	id := written.Response.ID
	expect(written.Location, "/api/v1/dwipps/"+id.String())
	read := get[*api.GetDwippOKHeaders](client.GetDwipp(ctx, api.GetDwippParams{DwippID: id}))
	edit := api.UpdateDwippParams{DwippID: id, IfMatch: api.NewOptString(read.ETag)}
	edited := get[*api.GetDwippOKHeaders](client.UpdateDwipp(ctx, &api.DwippText{Text: "Air is dry water."}, edit))
	expect(edited.Response.Version, 2)
	changed := get[*api.UpdateDwippPreconditionFailed](client.UpdateDwipp(ctx, &api.DwippText{Text: "No."}, edit))
	expect(changed.Code, "dwipp_changed")

	upvoted := get[*api.GetDwippOKHeaders](client.UpvoteDwipp(ctx, api.UpvoteDwippParams{DwippID: id}))
	expect(upvoted.Response.Upvotes, 1)
	get[*api.GetDwippOKHeaders](client.FavoriteDwipp(ctx, api.FavoriteDwippParams{DwippID: id}))
	favorites := get[*api.DwippPage](client.ListMyFavorites(ctx, api.ListMyFavoritesParams{}))
	expect(favorites.Items[0].ID, id)

	get[*api.DwippHeaders](client.CreateDwipp(ctx, &api.DwippText{Text: "Rain is late snow."}, api.CreateDwippParams{}))
	list := api.ListUserDwippsParams{UserID: me.UserID, Limit: api.NewOptInt(1)}
	first := get[*api.DwippPage](client.ListUserDwipps(ctx, list))
	list.Cursor = api.NewOptString(first.NextCursor.Value)
	second := get[*api.DwippPage](client.ListUserDwipps(ctx, list))
	expect(second.Items[0].ID, id)

	list.Cursor = api.NewOptString("x")
	wrong := get[*api.ListUserDwippsUnprocessableEntity](client.ListUserDwipps(ctx, list))
	expect(wrong.Code, "invalid_cursor")
	invalid := get[*api.CreateDwippUnprocessableEntity](client.CreateDwipp(
		ctx, &api.DwippText{Text: "\u200b"}, api.CreateDwippParams{},
	))
	expect(invalid.Errors.Value[0].Location, "body.text")

	get[*api.DeleteDwippNoContent](client.DeleteDwipp(ctx, api.DeleteDwippParams{DwippID: id}))
	gone := get[*api.GetDwippApplicationProblemJSONNotFound](client.GetDwipp(ctx, api.GetDwippParams{DwippID: id}))
	expect(gone.Problem.Code, "not_found")

	good := token.value
	for _, token.value = range []string{expired, "garbage"} {
		refused := get[*api.GetMeApplicationJSONUnauthorized](client.GetMe(ctx))
		expect(refused.Response.GatewayMessage.Message, "Unauthorized")
	}
	token.value = good
	get[*api.DeleteMeNoContent](client.DeleteMe(ctx))
	refused := get[*api.LogInApplicationProblemJSONUnauthorized](client.LogIn(ctx, &api.Login{Email: email, Password: password}))
	expect(refused.Response.Problem.Code, "invalid_credentials")
	fmt.Println("ok")
}

// register makes an account, and confirms it with the mailed code.
func register(client *api.Client, mailboxURL, email string) {
	get[*api.Accepted](client.Register(ctx, &api.Recipient{Email: email}))
	get[*api.ConfirmAccountNoContent](client.ConfirmAccount(ctx, &api.Confirmation{
		Email: email, Code: mailed(mailboxURL, email), Password: password, DisplayName: api.NewOptNilString("Grace"),
	}))
}

// mailed is the code of the newest mail to an address.
func mailed(mailboxURL, email string) string {
	answer, err := http.Get(mailboxURL)
	check(err)
	defer answer.Body.Close()
	var mails []struct{ To, Code string }
	check(json.NewDecoder(answer.Body).Decode(&mails))
	for _, mail := range mails {
		if mail.To == email {
			return mail.Code
		}
	}
	panic("no mail to " + email)
}

// bearer is the token of a login.
type bearer struct{ value string }

func (b *bearer) AccessToken(context.Context, api.OperationName) (api.AccessToken, error) {
	return api.AccessToken{Token: b.value}, nil
}

// typed says of an answer without a media type that it is JSON: the gateway's 401 has none.
type typed struct{}

func (typed) RoundTrip(request *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err == nil && answer.Header.Get("Content-Type") == "" {
		answer.Header.Set("Content-Type", "application/json")
	}
	return answer, err
}

// get is an answer of the type that is expected here.
func get[Answer any](answer any, err error) Answer {
	check(err)
	expected, ok := answer.(Answer)
	if !ok {
		content, _ := json.Marshal(answer)
		panic(fmt.Sprintf("%T %s in place of %T", answer, content, expected))
	}
	return expected
}

func expect[Value comparable](found, expected Value) {
	if found != expected {
		panic(fmt.Sprintf("%v in place of %v", found, expected))
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
