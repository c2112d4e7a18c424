#include "check/rules/report.h"
#include "check/rules/secrets.h"

namespace afterword::rules {
namespace {

struct Form {
  std::string_view prefix;
  std::size_t least;  ///< bytes in all
  std::string_view what;
};

constexpr Form forms[] = {{"ghp_", 36, "a GitHub token"},
                          {"gho_", 36, "a GitHub token"},
                          {"ghu_", 36, "a GitHub token"},
                          {"ghs_", 36, "a GitHub token"},
                          {"ghr_", 36, "a GitHub token"},
                          {"github_pat_", 40, "a GitHub token"},
                          {"glpat-", 20, "a GitLab token"},
                          {"AKIA", 20, "an AWS access key"},
                          {"ASIA", 20, "an AWS access key"},
                          {"xoxb-", 24, "a Slack token"},
                          {"xoxp-", 24, "a Slack token"},
                          {"xoxa-", 24, "a Slack token"},
                          {"xoxs-", 24, "a Slack token"},
                          {"xapp-", 24, "a Slack token"},
                          {"sk_live_", 24, "a Stripe secret key"},
                          {"rk_live_", 24, "a Stripe secret key"},
                          {"sk_test_", 24, "a Stripe test key"},
                          {"AIza", 35, "a Google API key"},
                          {"ya29.", 30, "a Google access token"},
                          {"SG.", 40, "a SendGrid key"},
                          {"npm_", 36, "an npm token"},
                          {"pypi-", 40, "a PyPI token"},
                          {"dop_v1_", 60, "a DigitalOcean token"},
                          {"hvs.", 24, "a Vault token"},
                          {"sk-ant-", 30, "an API key"},
                          {"sk-proj-", 30, "an API key"},
                          {"EAACEdEose0cBA", 30, "a Facebook token"}};

/// Three base64url parts, the first two of which begin like `{"`.
bool is_jwt(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  return second != std::string_view::npos && first > 10 && token.substr(first + 1).starts_with("eyJ") &&
         token.size() - second > 10;
}

/// Random text has digits; a name such as `glpat-rotation-runbook-v2` has few and words between.
bool looks_random(std::string_view body) {
  std::size_t digits = 0, letters = 0;
  for (char c : body) {
    digits += c >= '0' && c <= '9' ? 1 : 0;
    letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? 1 : 0;
  }
  return digits >= 2 && letters >= 4;
}

/// The place of a secret within a token ("key=ghp_…", "/hooks/xoxb-…") and what it is.
const Form* find_form(std::string_view token, std::size_t& at) {
  for (at = 0; at < token.size(); ++at) {
    if (at > 0 && token[at - 1] != '=' && token[at - 1] != '/') continue;
    for (const Form& form : forms)
      if (token.substr(at).starts_with(form.prefix)) return &form;
  }
  return nullptr;
}

}  // namespace

void token_left(const RuleContext& context, Findings& out) {
  constexpr std::string_view help = "revoke it now, since it is known; then write what it was for instead of the value";
  for_each_long_token(context.postmortem.document->text().content(), [&](std::uint32_t begin, std::string_view token) {
    if (token.starts_with("eyJ") && is_jwt(token)) {
      report_secret(out, {begin, begin + static_cast<std::uint32_t>(token.size())}, "a signed token (JWT)", help);
      return;
    }
    std::size_t at = 0;
    const Form* form = find_form(token, at);
    if (form == nullptr) return;
    std::string_view secret = token.substr(at);
    while (!secret.empty() && (secret.back() == '.' || secret.back() == '=')) secret.remove_suffix(1);
    if (secret.size() < form->least || is_made_up(secret) || !looks_random(secret.substr(form->prefix.size()))) return;
    const std::uint32_t first = begin + static_cast<std::uint32_t>(at);
    report_secret(out, {first, first + static_cast<std::uint32_t>(secret.size())}, form->what, help);
  });
}

}  // namespace afterword::rules
