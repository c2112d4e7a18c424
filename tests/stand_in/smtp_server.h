#pragma once
#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace afterword::testing {

/// A mail as it arrived: envelope, and the bytes between DATA and the dot, unstuffed.
struct ArrivedMail {
  std::string from, to, bytes, user, password;
  bool encrypted = false;
};

/// A strict SMTP server on loopback: commands in their order, CR LF everywhere, no bare LF, no line over 998 bytes,
/// dots unstuffed, only ASCII. What breaks a rule is answered with 5xx and kept in `faults`.
class SmtpStandIn {
 public:
  enum class Trouble { none, refuses_receivers, breaks_after_data };
  /// With a certificate and its key (PEM files) it offers STARTTLS, and login only behind it.
  explicit SmtpStandIn(std::string host = "127.0.0.1", std::string certificate = {}, std::string key = {});
  ~SmtpStandIn();
  SmtpStandIn(const SmtpStandIn&) = delete;
  SmtpStandIn& operator=(const SmtpStandIn&) = delete;

  [[nodiscard]] std::string address() const;  ///< "smtp://127.0.0.1:PORT"
  [[nodiscard]] std::vector<ArrivedMail> mails() const;
  [[nodiscard]] std::vector<std::string> faults() const;
  std::atomic<Trouble> trouble = Trouble::none;

 private:
  class Session;
  void serve();

  std::string host_, certificate_, key_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex guard_;
  std::vector<ArrivedMail> mails_;
  std::vector<std::string> faults_;
  std::thread thread_;
};

}  // namespace afterword::testing
