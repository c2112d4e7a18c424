// `afterword remind`, the real program against a strict stand-in of an SMTP server.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "run_program.h"
#include "stand_in/smtp_server.h"

namespace afterword::testing {
namespace {

constexpr std::string_view report =
    "# Zahlungen waren weg – „Überlast“\n\nSeverity: SEV-2\n\n## Issue Summary\n\n**Duration:** 2026-03-14, 09:10 to "
    "10:40 UTC.\n\n"
    "**Impact:** 40 % of users could not reach the checkout.\n\n**Root cause:** The connection pool was exhausted.\n\n"
    "## Timeline\n\n- 09:10 UTC: The outage begins.\n- 09:25 UTC: An alert fires and the team investigates.\n"
    "- 10:40 UTC: Service is restored.\n\n## Root cause and resolution\n\nThe pool was too small. It was enlarged.\n\n"
    "## Corrective and preventative measures\n\n### Tasks\n\n"
    "- [ ] Alert on pool saturation (owner: Ana, due 2026-04-01)\n"
    "- [ ] Limit connections per tenant (owner: @bo, due 2026-04-15)\n"
    "- [ ] Rotate the certificates of all & sundry (owner: Ana and Bo, due 2026-04-12)\n"
    "- [x] Write the runbook (owner: Ana, due 2026-04-02)\n"
    "- [ ] Test the failover (owner: Nobody Known, due 2026-04-02)\n"
    "- [ ] Replace the load balancer (owner: Ana, due 2027-01-01)\n";

class Remind : public ::testing::Test {
 protected:
  Remind() { start("127.0.0.1"); }
  void start(const std::string& host, const std::string& certificate = {}, const std::string& key = {}) {
    server_ = std::make_unique<SmtpStandIn>(host, certificate, key);
    folder_.write("reports/checkout.md", std::string(report));
    folder_.write(".afterword.toml", "[mail]\nserver = \"" + server_->address() +
                                         "\"\nfrom = \"Nächster Halt <afterword@example.com>\"\nmanager = "
                                         "\"lead@example.com\"\nescalate-days = 8\n[owners]\n\"Ana\" = "
                                         "\"Ana@example.com\"\nBo = \"bo@example.com\"\n");
  }
  Ran remind(std::vector<std::string> more, std::map<std::string, std::string> environment = {}) {
    std::vector<std::string> words = {"remind", "reports", "--date", "2026-04-11"};
    words.insert(words.end(), more.begin(), more.end());
    RunOptions options;
    options.folder = folder_.path();
    options.environment = std::move(environment);
    options.environment["XDG_STATE_HOME"] = (folder_.path() / "state").string();
    return run_afterword(words, options);
  }

  TestFolder folder_;
  std::unique_ptr<SmtpStandIn> server_;
};

TEST_F(Remind, without_send_it_prints_what_would_go_to_whom_and_sends_nothing) {
  const Ran ran = remind({});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("To: Ana@example.com\nSubject: Postmortems: 1 measure overdue, 1 due this week\n"),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("10 days late: Alert on pool saturation (Ana)"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("tomorrow: Rotate the certificates"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("no address for Nobody Known: 1 measure"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("3 mails would go out with --send; nothing was sent"), std::string::npos) << ran.out;
  EXPECT_EQ(ran.out.find("runbook"), std::string::npos) << "done";
  EXPECT_EQ(ran.out.find("load balancer"), std::string::npos) << "due in months";
  EXPECT_TRUE(server_->mails().empty());
  const auto json = nlohmann::json::parse(remind({"--json"}).out);
  EXPECT_EQ(json["schema"], "afterword.remind/1");
  ASSERT_EQ(json["people"].size(), 3U);
  EXPECT_EQ(json["people"][2]["address"], "lead@example.com");
  EXPECT_EQ(json["people"][2]["escalated"].size(), 2U) << "Ana's, and the one that nobody owns";
}

TEST_F(Remind, each_person_gets_one_mail_a_day_that_every_mail_program_reads) {
  const Ran ran = remind({"--send"});
  EXPECT_EQ(ran.code, 0) << ran.err << ran.out;
  const auto mails = server_->mails();
  ASSERT_EQ(mails.size(), 3U);
  EXPECT_TRUE(server_->faults().empty()) << server_->faults().front();
  EXPECT_EQ(mails[0].to, "Ana@example.com");
  EXPECT_EQ(mails[0].from, "afterword@example.com");
  const std::string& mail = mails[0].bytes;
  EXPECT_NE(mail.find("From: =?UTF-8?B?"), std::string::npos) << mail;
  EXPECT_TRUE(mail.starts_with("Date: "));
  EXPECT_NE(mail.find("multipart/alternative"), std::string::npos);
  EXPECT_NE(mail.find("text/html; charset=utf-8"), std::string::npos) << mail;
  const Ran again = remind({"--send"});
  EXPECT_NE(again.out.find("0 mails sent, 3 had theirs today"), std::string::npos) << again.out;
  EXPECT_EQ(server_->mails().size(), 3U);
  std::vector<std::string> words = {"remind", "reports", "--send", "--date", "2026-04-12"};
  RunOptions options;
  options.folder = folder_.path();
  options.environment["XDG_STATE_HOME"] = (folder_.path() / "state").string();
  EXPECT_EQ(run_afterword(words, options).code, 0);
  ASSERT_EQ(server_->mails().size(), 6U) << "the next day is another day";
  const auto id_of = [](const std::string& bytes) { return bytes.substr(bytes.find("Message-ID:"), 60); };
  EXPECT_NE(id_of(server_->mails()[0].bytes), id_of(server_->mails()[3].bytes));
}

TEST_F(Remind, python_reads_the_mail_as_it_was_meant) {
  if (run_program("python3", {"-c", "import email.policy"}).code != 0)
    GTEST_SKIP() << "python3 has no library to read mail";
  EXPECT_EQ(remind({"--send"}).code, 0);
  folder_.write("mail.eml", server_->mails().at(0).bytes);
  const Ran read = run_program(
      "python3", {"-c",
                  "import email, email.policy, sys\n"
                  "m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)\n"
                  "assert not m.defects, m.defects\n"
                  "print(m['from']); print(m['to']); print(m['subject']); print(m['date'].datetime.tzinfo)\n"
                  "print(m['message-id'])\n"
                  "print(m.get_body(('plain',)).get_content()); print(m.get_body(('html',)).get_content())\n",
                  (folder_.path() / "mail.eml").string()});
  EXPECT_EQ(read.code, 0) << read.err;
  EXPECT_TRUE(read.out.starts_with(
      "Nächster Halt <afterword@example.com>\nAna@example.com\nPostmortems: 1 measure overdue, 1 due this week\n"))
      << read.out;
  EXPECT_NE(read.out.find("of Zahlungen waren weg – „Überlast“"), std::string::npos) << read.out;
  EXPECT_NE(read.out.find("<h2 style"), std::string::npos) << read.out;
  EXPECT_NE(read.out.find("all &amp; sundry"), std::string::npos) << read.out;
}

TEST_F(Remind, what_a_server_refused_is_sent_by_the_next_run) {
  server_->trouble = SmtpStandIn::Trouble::refuses_receivers;
  const Ran refused = remind({"--send"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_NE(refused.err.find("no such person here"), std::string::npos) << refused.err;
  EXPECT_NE(refused.err.find("no mail to Ana@example.com: "), std::string::npos) << refused.err;
  server_->trouble = SmtpStandIn::Trouble::none;
  EXPECT_EQ(remind({"--send"}).code, 0);
  EXPECT_EQ(server_->mails().size(), 3U);
}

TEST_F(Remind, what_may_have_arrived_is_not_sent_again) {
  server_->trouble = SmtpStandIn::Trouble::breaks_after_data;
  EXPECT_EQ(remind({"--send"}).code, 2);
  server_->trouble = SmtpStandIn::Trouble::none;
  const Ran again = remind({"--send"});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.err.find("is not known"), std::string::npos) << again.err;
  EXPECT_TRUE(server_->mails().empty());
}

TEST_F(Remind, two_at_once_send_each_mail_once) {
  std::thread other([&] { EXPECT_EQ(remind({"--send"}).code, 0); });
  EXPECT_EQ(remind({"--send"}).code, 0);
  other.join();
  EXPECT_EQ(server_->mails().size(), 3U);
}

TEST_F(Remind, a_server_that_is_not_there_is_told_and_nothing_is_remembered) {
  server_.reset();
  const Ran ran = remind({"--send"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("can't reach the mail server"), std::string::npos) << ran.err;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "state" / "afterword"))
    if (entry.path().extension() != ".lock") {
      EXPECT_EQ(std::filesystem::file_size(entry.path()), 0U);
    }
}

TEST_F(Remind, starttls_is_demanded_and_the_password_goes_behind_it_only) {
  if (!is_installed("openssl")) GTEST_SKIP() << "openssl is not installed";
  server_.reset();
  start("127.0.0.2");  // not this machine's own name: must encrypt
  const Ran plain = remind({"--send"});
  EXPECT_EQ(plain.code, 2);
  EXPECT_NE(plain.err.find("does not encrypt"), std::string::npos) << plain.err;
  EXPECT_TRUE(server_->mails().empty());
  const std::string certificate = (folder_.path() / "certificate.pem").string(),
                    key = (folder_.path() / "key.pem").string();
  const Ran made = run_program("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                                           "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj",
                                           "/CN=127.0.0.2", "-addext", "subjectAltName=IP:127.0.0.2"});
  ASSERT_EQ(made.code, 0) << made.err;
  server_.reset();
  start("127.0.0.2", certificate, key);
  const std::string host = server_->address().substr(7);
  EXPECT_EQ(remind({"--send"}, {{"AFTERWORD_TOKENS", host + " ana:s3cret"}}).code, 2)
      << "nobody vouches for this certificate";
  const Ran ran = remind({"--send"}, {{"SSL_CERT_FILE", certificate}, {"AFTERWORD_TOKENS", host + " ana:s3cret"}});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ((ran.out + ran.err).find("s3cret"), std::string::npos);
  ASSERT_EQ(server_->mails().size(), 3U);
  EXPECT_TRUE(server_->mails()[0].encrypted);
  EXPECT_EQ(server_->mails()[0].user, "ana");
  EXPECT_EQ(server_->mails()[0].password, "s3cret");
}

TEST_F(Remind, settings_that_are_no_address_say_where) {
  folder_.write(".afterword.toml", "[owners]\n\"Ana\" = \"ana at example\"\n");
  const Ran ran = remind({});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find(".afterword.toml:2"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace afterword::testing
