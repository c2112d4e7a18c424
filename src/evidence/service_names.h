#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// The workload behind a pod of Kubernetes: "cart-7d9f5c6b8-x2x4l" → "cart", "db-0" → "db". Empty if it has not the
/// form of such a name.
[[nodiscard]] std::string_view service_of_pod(std::string_view pod);

/// What a file of logs is named after: "/var/log/nginx/error.log.1.gz" → "nginx", "logs/cart.log" → "cart".
[[nodiscard]] std::string service_of_path(std::string_view path);

/// The path of a log without what rotation adds to it: "logs/app.log.2.gz", "logs/app.log-20260624" → "logs/app.log".
[[nodiscard]] std::string log_of_path(std::string_view path);

}  // namespace afterword
