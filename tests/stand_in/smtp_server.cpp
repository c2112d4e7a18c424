#include "stand_in/smtp_server.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace afterword::testing {
namespace {

std::string decode_base64(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = letters.find(c);
    if (value == std::string_view::npos) break;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) out += static_cast<char>(bits >> static_cast<unsigned>(count -= 8) & 0xFFU);
  }
  return out;
}

std::string between(std::string_view line) {
  const std::size_t open = line.find('<'), close = line.find('>', open);
  return close == std::string_view::npos ? std::string() : std::string(line.substr(open + 1, close - open - 1));
}

}  // namespace

/// One connection.
class SmtpStandIn::Session {
 public:
  Session(SmtpStandIn& server, int connection) : server_(server), connection_(connection) {}
  ~Session() {
    if (tls_ != nullptr) SSL_free(tls_);
    if (context_ != nullptr) SSL_CTX_free(context_);
    ::close(connection_);
  }

  void run() {
    say("220 stand-in ESMTP");
    for (std::string line; read_line(line);) {
      if (line == "QUIT") return say("221 bye");
      if (!take(line)) return;
    }
  }

 private:
  bool take(const std::string& line) {
    std::string verb = line.substr(0, line.find_first_of(" :"));
    for (char& c : verb) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (verb == "EHLO" || verb == "HELO") {
      greeted_ = true;
      const bool offers = !server_.certificate_.empty() && tls_ == nullptr;
      say(offers ? "250-stand-in\r\n250-STARTTLS\r\n250 SIZE 1000000"
                 : "250-stand-in\r\n250-AUTH PLAIN\r\n250 SIZE 1000000");
    } else if (verb == "STARTTLS" && !server_.certificate_.empty() && tls_ == nullptr) {
      say("220 go");
      return encrypt();
    } else if (verb == "AUTH") {
      return log_in(line);
    } else if (verb == "MAIL" && greeted_ && line.starts_with("MAIL FROM:<")) {
      mail_ = ArrivedMail{between(line), {}, {}, user_, password_, tls_ != nullptr};
      say("250 ok");
    } else if (verb == "RCPT" && !mail_.from.empty() && line.starts_with("RCPT TO:<")) {
      if (server_.trouble == Trouble::refuses_receivers) {
        say("550 5.1.1 no such person here");
        return true;
      }
      mail_.to = between(line);
      say("250 ok");
    } else if (verb == "DATA" && !mail_.to.empty()) {
      return take_mail();
    } else if (verb == "RSET" || verb == "NOOP") {
      say("250 ok");
    } else {
      fault("command out of order: " + line);
      say("503 bad sequence");
    }
    return true;
  }

  bool log_in(const std::string& line) {
    std::string answer;
    if (line.starts_with("AUTH PLAIN ")) {
      answer = line.substr(11);
    } else {
      say("334 ");
      if (!read_line(answer)) return false;
    }
    const std::string plain = decode_base64(answer);
    const std::size_t user = plain.find('\0'), password = plain.find('\0', user + 1);
    if (password == std::string::npos) {
      say("501 no");
      return true;
    }
    user_ = plain.substr(user + 1, password - user - 1);
    password_ = plain.substr(password + 1);
    say(password_ == "wrong" ? "535 5.7.8 authentication failed" : "235 ok");
    return true;
  }

  bool take_mail() {
    say("354 go on");
    for (std::string line; read_line(line);) {
      if (line == ".") {
        if (server_.trouble == Trouble::breaks_after_data) return false;
        const std::lock_guard lock(server_.guard_);
        server_.mails_.push_back(mail_);
        say("250 taken");
        mail_ = {};
        return true;
      }
      constexpr std::size_t line_max = 998;
      if (line.size() > line_max) fault("a line of " + std::to_string(line.size()) + " bytes");
      if (std::any_of(line.begin(), line.end(), [](char c) { return (c & 0x80) != 0; })) fault("not ASCII: " + line);
      mail_.bytes += (line.starts_with('.') ? line.substr(1) : line) + "\r\n";
    }
    return false;
  }

  bool encrypt() {
    context_ = SSL_CTX_new(TLS_server_method());
    SSL_CTX_use_certificate_file(context_, server_.certificate_.c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_use_PrivateKey_file(context_, server_.key_.c_str(), SSL_FILETYPE_PEM);
    tls_ = SSL_new(context_);
    SSL_set_fd(tls_, connection_);
    greeted_ = false;
    waiting_.clear();
    return SSL_accept(tls_) == 1;
  }

  /// A line without its CR LF; false where the other side is gone.
  bool read_line(std::string& line) {
    for (;;) {
      const std::size_t end = waiting_.find('\n');
      if (end != std::string::npos) {
        if (end == 0 || waiting_[end - 1] != '\r') fault("a bare LF");
        line = waiting_.substr(0, end > 0 ? end - 1 : 0);
        if (line.find('\r') != std::string::npos) fault("a bare CR");
        waiting_.erase(0, end + 1);
        return true;
      }
      char buffer[16384];
      while (!server_.stopping_ && (tls_ == nullptr || SSL_pending(tls_) == 0)) {
        pollfd one{connection_, POLLIN, 0};
        constexpr int moment_ms = 20;
        if (::poll(&one, 1, moment_ms) > 0) break;
      }
      if (server_.stopping_) return false;
      const auto n = tls_ != nullptr ? SSL_read(tls_, buffer, sizeof buffer)
                                     : static_cast<int>(::recv(connection_, buffer, sizeof buffer, 0));
      if (n <= 0) return false;
      waiting_.append(buffer, static_cast<std::size_t>(n));
    }
  }

  void say(const std::string& line) {
    const std::string bytes = line + "\r\n";
    if (tls_ != nullptr)
      SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()));
    else
      (void)!::send(connection_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }

  void fault(const std::string& what) {
    const std::lock_guard lock(server_.guard_);
    server_.faults_.push_back(what);
  }

  SmtpStandIn& server_;
  int connection_;
  SSL_CTX* context_ = nullptr;
  SSL* tls_ = nullptr;
  std::string waiting_, user_, password_;
  bool greeted_ = false;
  ArrivedMail mail_;
};

SmtpStandIn::SmtpStandIn(std::string host, std::string certificate, std::string key)
    : host_(std::move(host)), certificate_(std::move(certificate)), key_(std::move(key)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  ::inet_pton(AF_INET, host_.c_str(), &here.sin_addr);
  socklen_t size = sizeof here;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&here), size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size) != 0)
    std::abort();
  port_ = ntohs(here.sin_port);
  thread_ = std::thread([this] { serve(); });
}

SmtpStandIn::~SmtpStandIn() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

std::string SmtpStandIn::address() const {
  return "smtp://" + host_ + ":" + std::to_string(port_);
}

std::vector<ArrivedMail> SmtpStandIn::mails() const {
  const std::lock_guard lock(guard_);
  return mails_;
}

std::vector<std::string> SmtpStandIn::faults() const {
  const std::lock_guard lock(guard_);
  return faults_;
}

void SmtpStandIn::serve() {
  while (!stopping_) {
    pollfd one{listener_, POLLIN, 0};
    constexpr int moment_ms = 20;
    if (::poll(&one, 1, moment_ms) <= 0) continue;
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection >= 0) Session(*this, connection).run();
  }
}

}  // namespace afterword::testing
