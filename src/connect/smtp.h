#pragma once
#include <string>

#include "connect/http.h"
#include "dispatch/web.h"

namespace afterword {

struct SmtpServer {
  std::string url;     ///< smtp://host:port or smtps://host:port
  std::string secret;  ///< "user:password", or empty
};

/// Hands one mail over. smtp:// must encrypt by STARTTLS, but to this machine itself, where it is plain; smtps://
/// encrypts from the start. An error is `unsure` where the mail was sent whole and no answer came.
[[nodiscard]] Asked<void> send_mail(const SmtpServer& server, const std::string& from, const std::string& to,
                                    const std::string& mail, const HttpLimits& limits);

}  // namespace afterword
