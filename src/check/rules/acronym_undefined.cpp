#include "check/rules/report.h"

namespace afterword::rules {
namespace {

// What readers of postmortems know, managers included, or what is no acronym at all but a word people shout.
constexpr std::string_view known[] = {
    "ACL",    "ACM",   "AI",    "ALB",    "AM",   "AMI",  "AND",  "ANSI",  "AP",   "API",   "APIS",  "APM",   "ARM",
    "ARN",    "ASAP",  "ASCII", "ASG",    "ASN",  "AWS",  "AZ",   "BGP",   "BIOS", "BSD",   "CA",    "CD",    "CDN",
    "CDNS",   "CEO",   "CERT",  "CI",     "CIO",  "CLI",  "CMS",  "CNAME", "CORS", "CPU",   "CPUS",  "CRM",   "CRUD",
    "CSP",    "CSS",   "CSV",   "CTO",    "CVE",  "DB",   "DBA",  "DBS",   "DC",   "DDOS",  "DEV",   "DHCP",  "DNS",
    "DNSSEC", "DOM",   "DOS",   "DONE",   "DOWN", "EBS",  "EC2",  "ECS",   "EKS",  "ELB",   "ELK",   "EOF",   "EOL",
    "ERP",    "ERROR", "ETA",   "ETL",    "EU",   "FAIL", "FAQ",  "FTP",   "FYI",  "GB",    "GC",    "GCP",   "GDPR",
    "GIT",    "GKE",   "GMT",   "GPG",    "GPU",  "GUI",  "HA",   "HDD",   "HR",   "HTML",  "HTTP",  "HTTPS", "IAM",
    "IBM",    "ICMP",  "ID",    "IDE",    "IDS",  "IMAP", "INFO", "IO",    "IOPS", "IOS",   "IP",    "IPS",   "IPV4",
    "IPV6",   "IRC",   "ISO",   "ISP",    "IT",   "JAR",  "JDBC", "JIRA",  "JPEG", "JS",    "JSON",  "JVM",   "JWT",
    "KB",     "KPI",   "KYC",   "LAMP",   "LAN",  "LB",   "LDAP", "LED",   "LTS",  "MAC",   "MB",    "MFA",   "MIT",
    "MP3",    "MTTA",  "MTTD",  "MTTR",   "MVP",  "NA",   "NAS",  "NASA",  "NAT",  "NFS",   "NGINX", "NIC",   "NO",
    "NOC",    "NOT",   "NOTE",  "NPM",    "NTP",  "OK",   "OKR",  "OOM",   "OPS",  "OR",    "ORM",   "OS",    "OSS",
    "PC",     "PDF",   "PEM",   "PHP",    "PID",  "PII",  "PM",   "PNG",   "POC",  "POP",   "POST",  "PR",    "PROD",
    "PRS",    "PTO",   "PUT",   "QA",     "QPS",  "RAID", "RAM",  "RC",    "RCA",  "RDS",   "REST",  "RFC",   "ROI",
    "RPC",    "RPM",   "RPS",   "RSA",    "RSS",  "S3",   "SAML", "SAAS",  "SAN",  "SDK",   "SEO",   "SEV",   "SFTP",
    "SHA",    "SLA",   "SLAS",  "SLI",    "SLIS", "SLO",  "SLOS", "SMS",   "SMTP", "SNS",   "SOAP",  "SOC",   "SOS",
    "SPA",    "SPOF",  "SQL",   "SQS",    "SRE",  "SRES", "SSD",  "SSH",   "SSL",  "SSO",   "STOP",  "SVG",   "SWAT",
    "TBD",    "TCP",   "TLS",   "TODO",   "TTD",  "TTL",  "TTM",  "TTR",   "TV",   "UAT",   "UDP",   "UI",    "UK",
    "UP",     "UPS",   "URI",   "URL",    "URLS", "US",   "USA",  "USB",   "USD",  "UTC",   "UTF",   "UUID",  "UX",
    "VIP",    "VLAN",  "VM",    "VMS",    "VOIP", "VP",   "VPC",  "VPN",   "VPS",  "WAF",   "WAN",   "WARN",  "WIFI",
    "WWW",    "XML",   "XSS",   "YAML",   "YES",  "ZIP",  "EUR",  "GBP",   "THE",  "WAS",   "ALL",   "LOL",   "WTF",
    "OMG",    "TLDR",  "TL",    "DR",     "PS",   "EG",   "IE",   "VS",    "GET",  "HEAD",  "NULL",  "TRUE",  "FALSE",
    "NOW",    "NEW",   "MUST",  "NEVER",  "LEMP", "ALX",  "RHEL", "GNU",   "KVM",  "DAG",   "EOD",   "COVID", "BST",
    "CAT",    "CST",   "CDT",   "CET",    "CEST", "EAT",  "EDT",  "EST",   "IST",  "MDT",   "MST",   "PDT",   "PST",
    "PT",     "ET",    "SAST",  "WAT",    "JST",  "AEST", "GST",  "EET",   "EEST", "WIB",   "HKT",   "SGT",   "DST",
    "BRT",    "NYC",   "SF",    "LA",     "MY",   "OF",   "IN",   "ON",    "TO",   "BY",    "IS",    "AT",    "IF",
    "WE",     "SO",    "DO",    "BE",     "MS",   "KM",   "TB",   "GHZ",   "MHZ",  "MBPS",  "GBPS",  "NVME",  "DIY",
    "GMAIL",  "SIEM",  "CISO",  "CFO",    "COO",  "DM",   "AOL",  "CSRF",  "RBAC", "TXT",   "CPAN",  "LVM",   "EFS",
    "RTO",    "RPO",   "CRON",  "GUID",   "MD5",  "MIME", "MX",   "NS",    "SOA",  "SPF",   "DKIM",  "ATM",   "HH",
    "MM",     "YYYY",  "DD",    "XX",     "MIA",  "WHY",  "HOW",  "WHO",   "WHAT", "WHEN",  "RAR",   "TAR",   "NFT",
    "LLM",    "LLMS",  "APP",   "APPS",   "GCE",  "CNCF", "BIG",  "ONE",   "TWO",  "BUG",   "HOT",   "FIX",   "DAY",
    "LOW",    "HIGH",  "OFF",   "OUT",    "RUN",  "SET",  "YOU",  "ANY",   "BUT",  "CAN",   "FOR",   "HAS",   "ITS",
    "VERY",   "ONLY",  "WITH",  "THIS",   "THAT", "FROM", "BOTH", "SSE",   "WSL",  "GPT",   "HST",   "TEST",  "START",
    "END",    "PART",  "BACK",  "BACKUP", "CSV",  "AV",   "VPNS", "IDS",   "CPUS", "VAT",   "HQ",    "CV",    "PIN",
    "OTP",    "QR",    "GPS",   "LTE",    "NFC",  "ISBN", "BIN",  "CC",    "BCC",  "RE",    "FW",    "PE",    "JPG",
    "GIF",    "MP4",   "EXE",   "DLL",    "MSI",  "ISO",  "JDK",  "JRE",   "SDKS", "AKS",   "DDL",   "DML",   "ACID",
    "CQRS",   "TPS",   "RTT",   "PROS",   "CONS", "WIP",  "EST",  "LGTM",  "IMO",  "AFAIK", "IIRC",  "FWIW",  "BTW",
    "HTTP2",  "GRPC",  "CNAMES"};

struct Known {
  std::array<std::uint32_t, std::size(known)> sorted{};
  constexpr Known() {
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      std::array<char, 16> lower{};
      for (std::size_t k = 0; k < known[i].size(); ++k) {
        const char c = known[i][k];
        lower[k] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      }
      sorted[i] = word_hash({lower.data(), known[i].size()});
    }
    std::sort(sorted.begin(), sorted.end());
  }
};
constexpr Known well_known;

/// Two to five capitals. Longer ones with several vowels ("VIRUS", "ATOM") are words, shouted or traded.
bool is_acronym(std::string_view text) {
  if (text.size() < 2 || text.size() > 5) return false;
  const auto vowels = std::count_if(text.begin(), text.end(),
                                    [](char c) { return std::string_view("AEIOU").find(c) != std::string_view::npos; });
  if (text.size() >= 4 && vowels >= 2) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// "point of presence (POP)" or "POP (point of presence)".
bool is_defined_at(const Postmortem& p, std::uint32_t i) {
  const bool inside = i > 0 && word_text(p, i - 1) == "(";
  const bool outside = i + 2 < p.words.size() && word_text(p, i + 1) == "(" && p.words[i + 2].kind == WordKind::word;
  return inside || outside;
}

/// Beside another word in capitals it is shouted text or a name, not an acronym.
bool is_shouted(const Postmortem& p, std::uint32_t i) {
  const auto shouts = [&](std::uint32_t k) { return k < p.words.size() && p.words[k].all_caps; };
  return (i > 0 && shouts(i - 1)) || shouts(i + 1);
}

/// ".RAR", "UC/Pacific": part of a name.
bool is_joined(const Postmortem& p, std::uint32_t i) {
  const auto glued = [&](std::uint32_t k, std::uint32_t sign) {
    const std::string_view text = word_text(p, sign);
    return !p.words[k].space_before &&
           (text == "/" || text == "." || text == "-" || text == "_" || text == "@" || text == "#");
  };
  if (i > 0 && glued(i, i - 1)) return true;
  return i + 2 < p.words.size() && !p.words[i + 1].space_before && glued(i + 2, i + 1);
}

struct Candidate {
  std::uint32_t hash;
  std::uint32_t word;
  bool defined;
};

}  // namespace

void acronym_undefined(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  if (p.language != "en") return;
  std::vector<Candidate> found;
  constexpr std::size_t most = 32;
  for (const std::uint32_t i : p.forms.capitals) {
    if (found.size() == most) break;
    const Word& word = p.words[i];
    if (word.kind != WordKind::word) continue;
    if (std::binary_search(well_known.sorted.begin(), well_known.sorted.end(), word.hash)) continue;
    if (!is_acronym(word.span.in(p.plain()))) continue;
    const auto same = std::find_if(found.begin(), found.end(), [&](const Candidate& c) { return c.hash == word.hash; });
    if (same != found.end()) {
      same->defined = same->defined || is_defined_at(p, i);
      continue;
    }
    const std::uint32_t line = p.document->line_at(word.span.begin);
    if (p.places[line].heading || !p.places[line].report || !in_prose(p, i) || is_shouted(p, i) || is_joined(p, i))
      continue;
    found.push_back({word.hash, i, is_defined_at(p, i)});
  }
  std::uint64_t filter = 0;  // one bit a hash: every word of the text is asked
  for (const Candidate& c : found) filter |= c.defined ? 0 : std::uint64_t{1} << c.hash % 64;
  if (filter == 0) return;
  for (const Word& word : p.words) {  // one that also stands in small letters is a plain word
    if ((filter >> word.hash % 64 & 1) == 0 || word.all_caps) continue;
    for (Candidate& c : found) c.defined = c.defined || c.hash == word.hash;
  }
  for (const Candidate& c : found) {
    if (c.defined) continue;
    const std::string_view text = word_text(p, c.word);
    const auto& vocabulary = context.settings.vocabulary;
    if (std::find(vocabulary.begin(), vocabulary.end(), text) != vocabulary.end()) continue;
    const auto is_zone = [&](const StatedZone& zone) { return zone.name.written == text; };
    if (std::any_of(p.zones.begin(), p.zones.end(), is_zone)) continue;
    Finding& finding = report(out, p.source_of_words(c.word, c.word + 1),
                              "the acronym " + quoted(text) + " is not written out anywhere");
    finding.label = "who reads it a year from now?";
    finding.help =
        "write it out once, \"… (" + std::string(text) + ")\", or add it to `vocabulary` in `.afterword.toml`";
  }
}

}  // namespace afterword::rules
