// A real Prometheus on loopback, started for this test and stopped after it; skipped aloud where none is installed.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "connect/connectors.h"
#include "connect/recorded_server.h"
#include "evidence/gather.h"

namespace afterword {
namespace {

class RealPrometheus {
 public:
  RealPrometheus()
      : folder_(std::filesystem::temp_directory_path() / ("afterword-prom-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
    {
      RecordedServer port_finder([](const RecordedServer::Request&) { return std::string("x"); });
      address_ = port_finder.address();
    }
    const std::string host = address_.substr(7);
    std::ofstream(folder_ / "prometheus.yml") << "global: {scrape_interval: 1s}\nscrape_configs:\n- job_name: basket\n"
                                                 "  static_configs:\n  - targets: ['"
                                              << host << "']\n";
    const std::string config = "--config.file=" + (folder_ / "prometheus.yml").string();
    const std::string storage = "--storage.tsdb.path=" + (folder_ / "data").string();
    const std::string listen = "--web.listen-address=" + host;
    pid_ = ::fork();
    if (pid_ == 0) {
      if (std::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(126);
      ::execlp("prometheus", "prometheus", config.c_str(), storage.c_str(), listen.c_str(), nullptr);
      ::_exit(127);
    }
  }
  ~RealPrometheus() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
    std::filesystem::remove_all(folder_);
  }
  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  std::filesystem::path folder_;
  std::string address_;
  pid_t pid_ = -1;
};

TEST(RealPrometheus, its_own_metrics_are_read) {
  if (std::system("command -v prometheus >/dev/null 2>&1") != 0) GTEST_SKIP() << "prometheus is not installed";
  const RealPrometheus prometheus;
  Evidence evidence;
  for (int attempt = 0; attempt < 60; ++attempt) {
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    const Instant now =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    FetchOptions options;
    options.since = now - 60 * one_second;
    options.until = now;
    const auto sources = fetch_server(
        "prometheus+" + prometheus.address() + "?query=up&query=rate(prometheus_http_requests_total%5B10s%5D)",
        options);
    if (!sources) continue;
    evidence = gather(*sources, {});
    if (!evidence.series.empty() && evidence.series[0].values.size() >= 2) break;
  }
  ASSERT_FALSE(evidence.series.empty());
  EXPECT_EQ(evidence.series[0].name, "up");
  EXPECT_EQ(evidence.series[0].service, "basket");
  EXPECT_EQ(evidence.series[0].kind, SeriesKind::availability);
  EXPECT_EQ(evidence.inputs[0].format, "prometheus-json");
}

TEST(RealPrometheus, a_query_that_is_none_is_an_error_in_its_own_words) {
  if (std::system("command -v prometheus >/dev/null 2>&1") != 0) GTEST_SKIP() << "prometheus is not installed";
  const RealPrometheus prometheus;
  FetchOptions options;
  options.since = 1773478800 * one_second;
  options.until = 1773482400 * one_second;
  std::string message;
  for (int attempt = 0; attempt < 60 && message.find("400") == std::string::npos; ++attempt) {
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    const auto sources = fetch_server("prometheus+" + prometheus.address() + "?query=up%7B", options);
    ASSERT_FALSE(sources);
    message = sources.error().message;
  }
  EXPECT_NE(message.find("the server answers 400"), std::string::npos) << message;
  EXPECT_NE(message.find("parse error"), std::string::npos) << message;
}

}  // namespace
}  // namespace afterword
