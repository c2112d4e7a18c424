"""A certificate authority of the shop's own, and certificates that end at a given second."""
import os
import subprocess

CONFIG = """[ca]
default_ca = own
[own]
dir = {folder}
database = $dir/index.txt
serial = $dir/serial
new_certs_dir = $dir/issued
certificate = $dir/ca.pem
private_key = $dir/ca.key
default_md = sha256
policy = any
unique_subject = no
x509_extensions = server
[any]
commonName = supplied
[server]
subjectAltName = DNS:payments.shop.example
[req]
distinguished_name = name
x509_extensions = authority
[name]
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
"""


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def make_authority(folder="/srv/shop/tls"):
    os.makedirs(os.path.join(folder, "issued"))
    for name, text in (("openssl.cnf", CONFIG.format(folder=folder)), ("index.txt", ""), ("serial", "1000\n")):
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "900", "-subj",
            "/CN=Shop internal authority", "-config", folder + "/openssl.cnf", "-keyout", folder + "/ca.key", "-out",
            folder + "/ca.pem")
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
            "/CN=payments.shop.example", "-config", folder + "/openssl.cnf", "-keyout", folder + "/payments.key",
            "-out", folder + "/payments.csr")


def issue(begin, end, folder="/srv/shop/tls"):
    """Signs the certificate of payments for [begin, end] (datetimes in UTC)."""
    form = "%Y%m%d%H%M%SZ"
    openssl("ca", "-batch", "-notext", "-config", folder + "/openssl.cnf", "-startdate", begin.strftime(form),
            "-enddate", end.strftime(form), "-in", folder + "/payments.csr", "-out", folder + "/payments.pem")
