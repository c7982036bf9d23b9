/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys that stand in for new ones where no key may be generated (admission): the same ones for
 * everybody, printed here, worth nothing. RSA as PKCS#1, DSA and EC in their own forms, Ed25519 as
 * PKCS#8; DER in base64.
 */
#include "crypto_pem.h"

static const crd_str rsa_2048 = CRD_STR_INIT(
    "MIIEogIBAAKCAQEA4ToD+CdG2hnarX1a2L1KWjda4Wb0+vjVZcqviPToXsg/fD8ipaiYCXutCQAhc/DtuNZESCyG"
    "6bOeusn/zcfT8AjbMZ+j51YLKaDe8wV4fSDib1e7unXjRMfq6EcMwkF8xAkm3HlXh+QGwFzQwaG99yEKtjUILWph"
    "tDyNxF3geP906OcmhU92zgFLAbh5+tzH6BB3+BsPD4VclpMIsEFxXM47WLDfUPDPDArF88O9fWFZOMtMesMLBJjN"
    "7OSTn3Mh1gXTphyqriIX+6a031Fg+Mq4agHLXjEn/UnUi97S89VpzOCSwoGK52n7VfaxHsToAgyrFsculw+zJvQJ"
    "JmV1/wIDAQABAoIBAFFAl8v/h20JZL2v+oU0jM1NKQkmFn0wJfRKEdeL2wTOozCUqlAvKWJKbttPY8IrCefjzNBo"
    "1+cZuMrUMuevDoOK/mDBoeTEQtSqx6POtnAV2/qlIQGco/fdU56mezDdZUBnuNBTKkPI/LKLCXjBfAHatr2TFjck"
    "KMlYCyDraR7dBK/SNmD8uiGFbTdkWR074XiV+e5naOet3J+29PcilRPwn/wda31C5mRMIOjsvDcz3g7F38XFE60N"
    "8qdwc/db5hqe0s6tvHtnfnwjEsjkFOs47csMVZjlTR2D0W1kk1PCJ1ja5ijL9ngoa50ci5wtBjeNDVZTWoRZgyk5"
    "0yeJKVkCgYEA844x//DVcwtipNzlRC1pk8oNalsspJsj78cS6MhQy99H3Tgu8hCiJCjjVkupptwWbTANuni75sZu"
    "ius4VtzhxG0KEM4S+s+CX1SYrvzpLYTHdn3OUSjCb+aK5zEnRi6lUjFYcZy9ExIkYQqN1G3R+qD9ecHTwCL6UVJm"
    "r18iLCUCgYEA7LwSV8HjEGS8vfpG2wyN185IUsmJsWWdM5+BdbyGlicRlKL3aXLeWvGt4b9zSSRfTAaed5paoR4b"
    "tmHzqdn3z9T4G4dElo2JCdUAadMhbBQzJfzEIPxZjP8ZSQJBIUplbbAaDfxZnf/hVF/JImn6JSWDxqyzwVqP74kd"
    "kmoQrlMCgYAREpyqpkUwJVIq4Fkp6E0IUReTpwSAHWftfPT0YGZZhDNTbIbN7SCQjFUzTWZ9Ddx8luu/cIsraCmD"
    "j22JmT4yOLqF5wwpjLZE3Hc/fPcTe8VHpxX5VnQax/xgrG9mWgq4skDS5fvTBGiMbOL4SyJ3ASYDjPS8+Ta20KHm"
    "FTMeCQKBgBaAJaorpn5HZN0VrahiQBUT6THdL/Ypd1CRx4c+PPiGjBg5iRR/s3ynXeSIAtgf2eLq+iLaC+UmbHHg"
    "S32IVxJs5owPRkic+TpzAVANni6cmOPya13LPmO1V1zmFvSoEo3jYAaWRppK2MrhM8fOlNT1BNpcTdWB2w5kVOg2"
    "ppE7AoGAIK4utyAl0m/Hs3MVqpyeFqXdto4EM/sMTLCjjuLmTCYMAHDJNfKLu8oae5clob5kQUo0XpHegusCfF0u"
    "//P9fDPUZfBTWP0PttaiLTq3Mn1awtgWhZCH08lfT6Gei9umIgG6BTeC/wCHJMjWBtB59ajylZAzwKiaDm+/KnEW"
    "4DY=");

static const crd_str rsa_4096 = CRD_STR_INIT(
    "MIIJKQIBAAKCAgEAuwufsvbkCk82X4tvJfz3g9npRIH+vbNQciGwDW+MUIRT4G5FYlp6B15PzClFxC0LuhiXyD4v"
    "0jZfbC3uk2PXN4dcSYfLN+BIrLPMca97fcPhX18KBNK9yXRjZPnCg3A+pU52FF+sF8RR9iJ4zOhyu0JBq+1JCXXN"
    "MARUttMLltSMmviH/wLvKFuUDudjuU65Cd057bcE7oTdIZNlUM59pIQQh9+/Yv6PEd4K3gvfllNJKLuUSsdlccsP"
    "dL23m9U0ZO9ftts2ZpnrVzynesVEmqDHutZ7WRZ+tC2SjZv0ERPXsoBGWcZLPjhpxMqhBu3RmlknyVWUoX7VkEyu"
    "6Zo/V7YEHGPIUgs6LaGqU0kfO/9mmP9vCN6KljHbD1OyGmrLuGewD9n+Bflq4/7xdzVDeOA4M91xP58wsfGGFuAY"
    "i4Nt+eC+g9ddHAEexOADOOkBWnpAoDv7YWSH6VUOF5eVrlp3HRvCbJJUJ0LNPo6cYyTqSljLPiLEYvcLeCjMm/vk"
    "xkf5wPBtCXVB4cc4dwXCaw9psVmJfYr/bcn/Li8HEIzeywBjmuUC+Zwe6uvy8q0bDCEJrgwWONBHZvWkxjp42/DQ"
    "nhqSJ6ce3nwq+1CS+n6evqPb2mSBx1ieyDePqABw3i8O37oWWD6kHmZVtanykOp2Ia6hTsv8L9jGNvmr7TECAwEA"
    "AQKCAgACY1QPwX1Da0PlEqHxxNc79/+1c+jsDwKNYHl6TxomIC20y/JHaWMNM3Kr8eYd1UWPmSHdSOZMpgx6vw01"
    "6m8xxUDuqzozQuIT+rbW8o/5A4kTMgK4sXWXlrcwT6GAfYHT6Qq9eMQOU3TzQjj+BGThl+dq0eHYtMgGD3TC7EfF"
    "uP3jZR38Xx3X9gUFBIaBCUdNaqVYj/l9xOpl/ox2DIWCthEYIP7KfWLszhj1Voa4CTpsrRS9Yyq8BLpe6c9S1kp1"
    "KZq0hOY0B2NKLEsG7dw8kqYA0Efyc69yBAfEK9FrreU3NnzKHOEH9h8AkpCIJtK3cyEHSKLNWzHlZfCQ6NrwkWQt"
    "6ZABICdiWAOHg18paLe1v2NMms6paxxMwGEOIvLzr55aNekQczeG6pgVArExKELterIJhbl+WYOzxTsDxPgW0297"
    "HfpEME8Bf6eG2iPvo7xoTB8uGIib5UBTkZSjlsAopUswtcuwjZ8bVPBLqEC1Zs9iZCQN51Z/ADQ09PRA9NiDZH/b"
    "58oT1jeCTGuvk4lswh1EVblZ82uy7D6HDQmIoMV6Tu0amX7JnrpBIR2uAkDY6YDZWRD6rgLn7tSeFhJ+qZpH/HDt"
    "G5HdGWkP392uzEVf9Oly1OZ+bmfjJdrDqRNcDsUX1vKyaU4jCilARHS8Ics2SjDDVxxo3z/eeQKCAQEA+R8npwDU"
    "aiOPaYP+Gkyb7ya2RHFFXBuGadha6vSFV+PZvWx6ETRwguzi8rNZF3CMUTl1uYUOQ+rxPL2FhyU31oYQr7FBmX2l"
    "2v2m37sczyA0FOvBMptZG4Ch5KMZyl/5sZNv+LeGvXmdoR5VRHIqZl5iHmopBii0fbC040iW7UxRAlK8AkEe/+pj"
    "fk5crjCdbbpe+zSgsPEN9iW/cJjgidNRG6db4nVflttuudSfW1lXG4TI6HzdVq9Umc9IOUE27S5spSiz6VMgH9+j"
    "jaupZibe1ntFoMmtu5wZ84bxDIkzLgQIFG7FbYswUhenqV1nEU3Y2fETjI+4geohKinD6QKCAQEAwDWzU/mSkIz8"
    "xFgYGPTvN32pguWYViDR0UAHQc1se1N5x0fBTaf1RSM1KhMFiwCy0pyo3SbBgvDGYHMrI4ywk+YMcjD58hTNAZI9"
    "z2wSKD96jxSvjYGSCuGXT+sNiTkSBjiMZp7xg2WRC4988/JuUt0kvSQYr7PnDw0SlOmqD5bXRs8dz7CQ9SmCc+Xt"
    "8sKeIHRLtvANKHpmyAlqEeI43WyK69RNrKsyCj6XvYjoSRUbZhF8BgG1wmOdBo8zth0xEs4KHORH7wgKi8cqwJKB"
    "A2PzCnp0UkmjLRuQ6VV7Tj3EELq96CEiSX6aX2RcKRwqQbF7I80u0olU8cpojL96CQKCAQEA2y7jF1dujHf/DOoZ"
    "3o+6vp5DzVIPoWuCRowZ6hD7ZQnOoI/ZklueBkNfpgPQBgR7IFe60WBU3cLPPw7Mdcx0JWXNNpdxTRe0nkl/0eby"
    "APanfCS01c7ChqUVS3GJFnp82RUMdjsa7Igc/Q4QHWmJDopKL9Jdh9K2gsO/Ux2h1OTJfY7HZgBfwvA5W36copGZ"
    "YVqRiNmT7Doae5BYsDuBiyIGgZstB8EXOkaUVCHTl26yaj7Y+Vwq7cLTX4R1WhKbvfCTnHiEWmxNnl2Iq/P11i+q"
    "7fCFoWLwXVmJp675VHs+MWVQqpGPWMMW35N6a1QHg70HZzFpbslgn8UcKtmWSQKCAQAowTos7BYvoDVYTHWPlR/D"
    "3Fk88AHFAWB7xd/EDBKcc662mnhaRuqypix3p2DdgGBqV91WRwlxAiyN9t2GxCYMthKdg9T7h32Qf7mraXbQIeWS"
    "wQgYMQkOVZcH0wcjuX4g44yhlcIP4lFG6j3MW/MYjttjX2v8lWDAyDzQZlswwwMSeIgRqZaS5SJMAMzbVHjC2OXU"
    "/EFN++YfNB/Reu4jxQgPyQxPOF173pm+DnFyTY9prPtnKqWnegephGOqkbX+DsIGLkEyZboWuTxPaMECPwchiaVw"
    "bTy0K8wmLYHfrSkNgwsRVTU38Cg7YcRI0zgChedeR/tNmODyA8D3VwJBAoIBAQClxD8KGrMCEm7/xsYb08LZJKs3"
    "Zkdg3Flpre10mUEACeBdQgtxM0Dyez4HdgaXlpVQB0O1aK42p5vrR/uy/RkpSzeb2LyAYS+0OkXxZi+S9nQUKXoR"
    "bSwmSdf2I04/a49GWxy6Z6MJf/uaVGs/lXVK93IdGC0X57emDvAFr5YeKBEkfdqaaCpLvtFk5SF4iPtOaPaV3nHp"
    "Oo4C7kPpLzpouMzzYp8bdd+6lxvXuG4tf2XnVI4BxpFYuDJYFRgnB8lQ5BrBA3RrN0Ojb7KUdcRqWFHqAnWUmB0H"
    "zdLQwYYbyH/CLNv9IKGdWf/Qejkqa2XuX2e/zD2/c4N2w6/vE839");

static const crd_str dsa_2048 = CRD_STR_INIT(
    "MIIDVQIBAAKCAQEAtFOamQf8vVfg49WJwDOuel+b2nOEp7tnq+n1yJ8RzllQdBVvdzOg2iEN39871w96LjZUItke"
    "H3XdSE1LkxkbrBZpGyx25c5L5n0XnpQU+1prDwypgU1qKPfdLr5/n/Muqu8cFbRW0kkPGJKrIbOhboI0k73WOJZw"
    "g/QphV60e3/edbiHeuoVBJfKxTVixPYB2u8mYHCdTQKfmX9Klky5g/J9sdIydLwVJHqoL8xA1AvuZ0l+uf6n91Xh"
    "JtQVFwjN7Xz516Ir96jCVloMm0SaAxQFFWXwhrqetAzGoGL0EVjHC1eHLy71+ngYbriaDvblPXxBjwjwvItvvXqd"
    "z47tzQIhAI7nsRQ066BBjrT139FmMCxgPDr4eLUE6PcKzUv3NErtAoIBABO5btjFSTUyp6EZ2hVtt0rWWlWaufyL"
    "IA68pHwXtkzl2m9GgaRBn8KG6fYE46FGpCQjyZyuTQz0QhZsf6M7aujqmrQR9hYj9dU21jdPDhpNMUjXIZ8ANtqC"
    "Z6oGXinK6YXEZSdZOjA0UVEZZ8kRO5OHbwyYQYQ5mZvCCuoLYaUJxoDyHo3ikG6/oTsDmdmlnpCBDxv9oM+NpXIr"
    "op7ssScGi7kgsn3C69oaUx3Kc94OljkHxvwzHDw2JQPQIZ5jjmyDs3eBf+r9kSz19ZRRQnA9AakBxAgTOEQQrO/A"
    "05yBGESIY1Fulg+xz0YB/ahaJZKzb/YzFMYpOhzG7hicqYMCggEAD7sOF38LrjsjFoiqqGaSsAjdtT/HLjTkjRoz"
    "eyK3ftZBMqhSmwh8NOrZZHNpaSpMrmeas/zN/1gAsdgBPQRtR2/jiPD1W97GT9YURA2N5GWnI8nWmxNBKNh8SqMf"
    "oRMKWOYW5HiPe+YD7Wc1u492dFpsMSXQP4zcN3nBVHrb6k0NorOjyaKQSQkMapMRvwhJUNABo+oQLKpwUzWKaEeX"
    "BvoBpcRV8t9CgOLVAi7SiVOgfjGuRH8MLc6bkWsqKEDe2Cs7yg4RNScJbbyShX6WqUdDvz3WAV4iCbw52u/GPW86"
    "IzfbXSqBGWc1HoBxqXmVpS8jwubFtyXOXmnGNeFpewIgPO20o/GiTMRnzjADUwG4iFv/LPF7h6ja9q7TGMstzNQ=");

static const crd_str ec_p256 = CRD_STR_INIT(
    "MHcCAQEEIAbJhpla+hHH0iZ/L35Y4eiYU2zhwIKTDQZN8cvp7BofoAoGCCqGSM49AwEHoUQDQgAERVEchmQCoysd"
    "9lzGu/KOP/qUBxWnnoxskNaGjWNiNqmJcB0yin27cBP+JzUfjEo4qLCa4p6jQazuNcVViQR2Mg==");

static const crd_str ed25519 =
    CRD_STR_INIT("MC4CAQAwBQYDK2VwBCIEIGa7s0tFLMHv0OFPeLSd7fYl3Uvce7CYRSIFeJaeEEY2");

crd_str fg_key_canned(int kind, int bits)
{
    switch (kind) {
    case EVP_PKEY_RSA:
        return bits > 2048 ? rsa_4096 : rsa_2048;
    case EVP_PKEY_DSA:
        return dsa_2048;
    case EVP_PKEY_EC:
        return ec_p256;
    default:
        return ed25519;
    }
}
