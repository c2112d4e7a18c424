#include "evidence/readers/prometheus_labels.h"

#include <array>

namespace afterword {
namespace {

constexpr std::string_view service_labels[] = {"service",     "service_name", "app",      "app_kubernetes_io_name",
                                               "application", "deployment",   "workload", "component",
                                               "job"};
constexpr std::string_view host_labels[] = {"pod", "pod_name", "instance", "host", "hostname", "node", "container"};

template <std::size_t n>
std::size_t rank_in(const std::string_view (&list)[n], std::string_view label) {
  for (std::size_t i = 0; i < n; ++i) {
    if (list[i] == label) return i;
  }
  return 0xFFFF;
}

}  // namespace

bool is_scrape_job(std::string_view job) {
  for (std::string_view name :
       {"node", "node-exporter", "node_exporter", "blackbox", "blackbox-exporter", "probe", "prometheus", "cadvisor",
        "kubelet", "kube-state-metrics", "pushgateway", "federate", "alertmanager"}) {
    if (job == name) return true;
  }
  return false;
}

void PrometheusLabels::add(std::string_view label, std::string_view value) {
  if (label == "__name__") {
    made_.name = value;
    return;
  }
  const bool names_service = label != "job" || !is_scrape_job(value);
  if (const std::size_t rank = rank_in(service_labels, label); rank < service_rank_ && names_service) {
    service_rank_ = rank;
    made_.service = value;
  }
  if (const std::size_t rank = rank_in(host_labels, label); rank < host_rank_) {
    host_rank_ = rank;
    made_.host = value;
  }
  // All labels stay: what looks like the service may be the scrape job only.
  made_.labels += (made_.labels.empty() ? "" : ",") + std::string(label) + "=\"" + std::string(value) + "\"";
}

SeriesName PrometheusLabels::take() {
  return std::move(made_);
}

}  // namespace afterword
